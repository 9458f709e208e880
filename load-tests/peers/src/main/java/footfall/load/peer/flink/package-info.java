/** The job in Flink: its session windows on a cluster within one JVM. */
package footfall.load.peer.flink;
