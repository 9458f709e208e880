package footfall.load.bench.peers;

/** The stream engines, each with the settings that suit it best on this job. */
public enum Peer {
  STREAMS(
      "streams",
      "Kafka Streams, exactly once, RocksDB",
      "footfall.load.peer.streams.StreamsMain",
      "frocksdbjni",
      Peer.PARALLEL,
      ""),
  FLINK_ROCKSDB(
      "flink-rocksdb",
      "Flink, state in RocksDB",
      "footfall.load.peer.flink.FlinkMain",
      "rocksdbjni",
      Peer.PARALLEL,
      "rocksdb"),
  FLINK_MEMORY(
      "flink-memory",
      "Flink, state in memory",
      "footfall.load.peer.flink.FlinkMain",
      "rocksdbjni",
      Peer.PARALLEL,
      "hashmap");

  /** Best for each of them: fixed generations took 3 to 13 % more CPU, G1 14 to 32 %. */
  static final String PARALLEL = "-XX:+UseParallelGC";

  final String label;
  final String text;
  final String main;

  /** The other peer's build of RocksDB: both hold the same classes. */
  final String foreignJar;

  /** Options of its JVM beside the heap. */
  final String jvm;

  /** Where state lives, for those that can be told. */
  final String state;

  Peer(String label, String text, String main, String foreignJar, String jvm, String state) {
    this.label = label;
    this.text = text;
    this.main = main;
    this.foreignJar = foreignJar;
    this.jvm = jvm;
    this.state = state;
  }
}
