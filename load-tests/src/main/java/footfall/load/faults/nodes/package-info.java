/** The cluster under test: stores by the local stack, nodes as JVMs, and what is seen of both. */
package footfall.load.faults.nodes;
