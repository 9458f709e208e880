package footfall.load.bench.peers;

/** The stream engines, each with the settings that suit it best on this job. */
public enum Peer {
  STREAMS(
      "streams",
      "Kafka Streams, exactly once, RocksDB",
      "footfall.load.peer.streams.StreamsMain",
      "frocksdbjni",
      "Parallel",
      ""),
  FLINK_ROCKSDB(
      "flink-rocksdb",
      "Flink, state in RocksDB",
      "footfall.load.peer.flink.FlinkMain",
      "rocksdbjni",
      "Parallel",
      "rocksdb"),
  FLINK_MEMORY(
      "flink-memory",
      "Flink, state in memory",
      "footfall.load.peer.flink.FlinkMain",
      "rocksdbjni",
      "Parallel",
      "hashmap");

  final String label;
  final String text;
  final String main;

  /** The other peer's build of RocksDB: both hold the same classes. */
  final String foreignJar;

  final String collector;

  /** Where state lives, for those that can be told. */
  final String state;

  Peer(String label, String text, String main, String foreignJar, String collector, String state) {
    this.label = label;
    this.text = text;
    this.main = main;
    this.foreignJar = foreignJar;
    this.collector = collector;
    this.state = state;
  }
}
