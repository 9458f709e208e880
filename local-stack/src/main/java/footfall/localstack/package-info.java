/**
 * The real Kafka, Cassandra, ClickHouse engine and PostgreSQL as child processes of one JVM, for
 * {@code ./footfall up} and for tests; no Docker.
 */
package footfall.localstack;
