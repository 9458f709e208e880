/** What single parts cost, measured alone; results go to {@code docs/benchmarks.md}. */
package footfall.load.bench;
