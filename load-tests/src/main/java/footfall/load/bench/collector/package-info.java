/** How soon a collector answers, at a rate. */
package footfall.load.bench.collector;
