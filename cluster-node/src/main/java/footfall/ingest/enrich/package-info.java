/** Device, geography, traffic source, bot. */
package footfall.ingest.enrich;
