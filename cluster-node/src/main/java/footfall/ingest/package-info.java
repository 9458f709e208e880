/** The ordered list of steps from a record to a decoded, validated, enriched hit. */
package footfall.ingest;
