package footfall.persistence.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MigrationTest {
  static final Server SINGLE = Server.at("http://127.0.0.1:8123");
  static final Server CLUSTER =
      new Server(URI.create("http://ch:8123"), "u", "p", "footfall", Optional.of("analytics"));

  static List<String> statements(Server server) {
    return Stream.concat(
            Migration.beforeAll(server).stream(),
            Migration.ALL.stream().flatMap(it -> it.statements(server).stream()))
        .toList();
  }

  @Test
  void everyStatementMayRunTwice() {
    // A setting is what it is; rows of visitor_quarters say twice what they say once.
    String repeatable = "(?s)(.*IF (NOT )?EXISTS|.*MODIFY SETTING|INSERT INTO visitor_quarters).*";
    assertThat(statements(SINGLE)).allMatch(sql -> sql.matches(repeatable));
    assertThat(statements(CLUSTER)).allMatch(sql -> sql.matches(repeatable));
  }

  @Test
  void aSingleServerHasPlainTablesOnly() {
    assertThat(statements(SINGLE))
        .hasSize(24)
        .noneMatch(sql -> sql.matches("(?s).*(\\{\\{|Replicated|Distributed|ON CLUSTER).*"));
  }

  @Test
  void aClusterHasReplicatedLocalTablesUnderDistributedOnes() {
    assertThat(statements(CLUSTER))
        .hasSize(28)
        .allMatch(sql -> sql.contains("ON CLUSTER analytics") || sql.startsWith("INSERT INTO"))
        .noneMatch(sql -> sql.contains("{{"));
    assertThat(String.join(";\n", statements(CLUSTER)))
        .contains("CREATE TABLE IF NOT EXISTS events_local ON CLUSTER analytics (")
        .contains(
            "ENGINE = ReplicatedReplacingMergeTree("
                + "'/clickhouse/tables/{shard}/{database}/{table}', '{replica}')\n"
                + "PARTITION BY toYYYYMMDD(server_timestamp)")
        .contains("'{replica}', version, is_deleted)")
        .contains("ENGINE = Distributed(analytics, footfall, events_local, cityHash64(website_id))")
        .contains("ALTER TABLE events_local ON CLUSTER analytics\n  ADD COLUMN")
        .contains("ALTER TABLE events ON CLUSTER analytics ADD COLUMN");
  }

  @Test
  void aMigrationThatWasChangedAfterItWasAppliedIsRefused() {
    Migration first = Migration.ALL.get(0);
    assertThat(first.isIn(Map.of())).isFalse();
    assertThat(first.isIn(Map.of(1, first.checksum()))).isTrue();
    assertThatThrownBy(() -> first.isIn(Map.of(1, "other")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("001_events.sql was changed after it was applied");
  }

  @Test
  void numbersRiseByOneAndMatchTheFiles() {
    for (int i = 0; i < Migration.ALL.size(); i++) {
      assertThat(Migration.ALL.get(i).number()).isEqualTo(i + 1);
      assertThat(Migration.ALL.get(i).name()).startsWith("%03d_".formatted(i + 1));
    }
  }
}
