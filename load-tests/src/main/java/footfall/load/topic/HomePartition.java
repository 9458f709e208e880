package footfall.load.topic;

import org.apache.kafka.common.utils.Utils;

/** The partition that a key names, by Kafka's own hash: nothing of the product's is asked. */
public final class HomePartition {

  /**
   * Where a record of that key belongs.
   *
   * @param key of a record
   * @param partitions of the topic, at least 1
   */
  public static int of(byte[] key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  private HomePartition() {}
}
