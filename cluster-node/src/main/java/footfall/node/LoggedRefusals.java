package footfall.node;

import footfall.persistence.clickhouse.RefusedRows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows that ClickHouse will never take are named in the log: what they came from is still in the
 * topic. The store validates values before, so each is a bug to be reported.
 */
final class LoggedRefusals implements RefusedRows {
  private static final Logger LOG = LoggerFactory.getLogger(LoggedRefusals.class);

  @Override
  public void event(int kafkaPartition, long kafkaOffset, String detail) {
    LOG.error(
        "the raw row of partition {} offset {} is lost: {}", kafkaPartition, kafkaOffset, detail);
  }

  @Override
  public void session(String table, long version, String detail) {
    LOG.error("a row of {} with version {} is lost: {}", table, version, detail);
  }
}
