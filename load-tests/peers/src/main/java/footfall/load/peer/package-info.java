/**
 * The same job in Kafka Streams and Flink, for comparison: sessions of 30 minutes' gap with the
 * columns of {@code sessions}, duplicates removed, and website-minutes. What both share is here.
 */
package footfall.load.peer;
