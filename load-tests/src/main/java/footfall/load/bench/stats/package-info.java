/** How long questions about history take. */
package footfall.load.bench.stats;
