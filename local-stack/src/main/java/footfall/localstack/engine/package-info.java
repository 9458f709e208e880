/**
 * The ClickHouse engine, loaded as a shared library into a JVM of its own, behind ClickHouse's HTTP
 * interface on loopback: what the official drivers speak.
 */
package footfall.localstack.engine;
