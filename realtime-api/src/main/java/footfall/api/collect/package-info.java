/** Takes hits over HTTP and answers when Kafka has them. */
package footfall.api.collect;
