/** How the cost of a hit, and of a recovery, grows with what a node holds. */
package footfall.load.bench.growth;
