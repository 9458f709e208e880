/**
 * Device, geography, traffic source, bot.
 *
 * <p>{@link footfall.ingest.enrich.Enricher} is the way in. Whatever it finds out is a function of
 * the hit and of the bundled data alone: it reads no clock, asks no network and waits for nothing,
 * so a record read twice is enriched the same.
 */
package footfall.ingest.enrich;
