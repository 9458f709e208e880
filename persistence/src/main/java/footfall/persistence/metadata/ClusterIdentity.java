package footfall.persistence.metadata;

/**
 * What a cluster remembers from its first start; a node refuses to start when Kafka disagrees.
 *
 * @param partitions of topic {@code events}
 * @param topicId Kafka's id of that topic
 * @param generation raised by {@code ./footfall rebuild}; 1 at first
 * @param userHashKey 16 bytes, keys the hash that feeds the HLL sketches
 * @param routeKey 32 bytes, keys the HMAC of {@code route}
 */
public record ClusterIdentity(
    int partitions, String topicId, long generation, byte[] userHashKey, byte[] routeKey) {}
