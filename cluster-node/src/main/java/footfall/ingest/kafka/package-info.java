/** One partition as a source: records from an offset on, ticks, misplaced records sent home. */
package footfall.ingest.kafka;
