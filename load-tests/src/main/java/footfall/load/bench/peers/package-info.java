/** Footfall beside Kafka Streams and Flink on the same topic, each held against the oracle. */
package footfall.load.bench.peers;
