/** Sends hits from a server, over HTTP or to Kafka. */
package footfall.sdk;
