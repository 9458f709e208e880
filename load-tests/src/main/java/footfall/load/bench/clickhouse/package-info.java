/** What it costs to write to ClickHouse, what it does to its parts, and what happens without it. */
package footfall.load.bench.clickhouse;
