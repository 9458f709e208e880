/** History, answered from ClickHouse: docs/stats.md. */
package footfall.api.stats;
