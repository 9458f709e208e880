package footfall.load.bench;

/** Where a benchmark's hits go: to a collector, or straight to Kafka. */
interface HitSink {
  /**
   * Sends one hit.
   *
   * @param key of its Kafka record
   */
  void send(String key, byte[] json);
}
