/** Schema, batching writers and their retry rule for ClickHouse. */
package footfall.persistence.clickhouse;
