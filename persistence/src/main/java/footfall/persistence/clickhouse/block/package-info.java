/**
 * Rows as columns: ClickHouse's {@code Native} format, the cheapest form for both sides. A column
 * that holds nothing but defaults is never sent, and repeated texts are sent once per block.
 */
package footfall.persistence.clickhouse.block;
