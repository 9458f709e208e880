/** Topic {@code events} as it lies in Kafka, read from outside and kept in a file. */
package footfall.load.topic;
