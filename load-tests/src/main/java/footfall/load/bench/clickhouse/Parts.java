package footfall.load.bench.clickhouse;

import footfall.load.scenario.ClickHouseRows;
import java.io.IOException;
import java.util.Map;

/**
 * Parts of one table at one moment.
 *
 * @param created since the table was made, by inserts (a merge makes none of these)
 * @param active that a query reads
 * @param mostInPartition active parts of the partition that has most: what ClickHouse limits
 * @param partitions with active parts
 */
record Parts(long created, long active, long mostInPartition, long partitions) {
  /** Active parts in a partition from which on ClickHouse slows inserts, and refuses them. */
  static final int DELAYED_FROM = 1_000;

  static final int REFUSED_FROM = 3_000;

  static final Parts NONE = new Parts(0, 0, 0, 0);

  /** Asks ClickHouse. A MergeTree table numbers the parts that inserts make, from 1 on. */
  static Parts of(ClickHouseRows clickHouse, String database, String table)
      throws IOException, InterruptedException {
    Map<String, String> row =
        clickHouse
            .select(
                """
                SELECT max(newest) AS created, sum(parts) AS active, max(parts) AS most,
                  count() AS partitions
                FROM (
                  SELECT partition, max(max_block_number) AS newest, count() AS parts
                  FROM system.parts
                  WHERE active AND database = '%s' AND table = '%s'
                  GROUP BY partition)"""
                    .formatted(database, table))
            .get(0);
    return new Parts(
        Long.parseLong(row.get("created")),
        Long.parseLong(row.get("active")),
        Long.parseLong(row.get("most")),
        Long.parseLong(row.get("partitions")));
  }
}
