package footfall.ingest.kafka;

/**
 * Where a partition begins.
 *
 * @param offset of the first record that Kafka still has, or will get
 * @param appendTime of that record, epoch ms; 0 while there is none
 */
public record PartitionStart(long offset, long appendTime) {}
