package footfall.node;

import footfall.persistence.clickhouse.ClickHouseEventStore;
import footfall.persistence.clickhouse.ClickHouseSchema;
import footfall.persistence.clickhouse.ClickHouseSettings;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way into ClickHouse, whose absence stops neither hits nor the live view. */
final class ClickHouse {
  private static final Logger LOG = LoggerFactory.getLogger(ClickHouse.class);
  private static final int RETRY_SECONDS = 3;

  private ClickHouse() {}

  /** Returns at once; the schema is brought up to date as soon as ClickHouse answers. */
  static ClickHouseEventStore open(ClickHouseSettings settings, String topicId) {
    Thread migration = new Thread(() -> migrate(settings), "clickhouse-schema");
    migration.setDaemon(true);
    migration.start();
    return ClickHouseEventStore.open(settings, topicId, new LoggedRefusals());
  }

  private static void migrate(ClickHouseSettings settings) {
    while (!isMigrated(settings)) {
      try {
        TimeUnit.SECONDS.sleep(RETRY_SECONDS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static boolean isMigrated(ClickHouseSettings settings) {
    try {
      LOG.info(
          "ClickHouse's schema is current, applied now: {}",
          ClickHouseSchema.migrate(settings.server()));
      return true;
    } catch (SQLException e) {
      LOG.warn("ClickHouse cannot be migrated yet, trying again: {}", e.getMessage());
      return false;
    }
  }
}
