/** The job in Kafka Streams: its DSL, exactly once, state in RocksDB. */
package footfall.load.peer.streams;
