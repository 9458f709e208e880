package footfall.load.scenario;

import footfall.localstack.Addresses;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * Changes what two of the proof's websites count, straight in PostgreSQL, while hits arrive: goals
 * change and go, and the robots of one are let in, shut out and let in again.
 */
final class RulesChanges {
  /** As many of them there are. */
  static final int GOALS = 4;

  /** Before the first hit. */
  private static final List<String> AT_FIRST =
      List.of(
          goal(1, "destination", "'begins_with', '/', null"),
          goal(2, "pages_per_session", "null, null, 3"),
          goal(3, "duration", "null, null, 60"),
          goal(4, "event", "'regex', '^[a-z]+_?', null"),
          "update websites set bot_filtering_enabled = false where website_id = 'proof-2'");

  /** While hits arrive, in this order. */
  private static final List<List<String>> LATER =
      List.of(
          List.of(
              "update goals set match_type = 'regex', pattern = '[aeiou]/?$'"
                  + " where name = 'goal 1'",
              "update websites set bot_filtering_enabled = true where website_id = 'proof-2'"),
          List.of(
              "update goals set is_active = false where name = 'goal 3'",
              "update websites set bot_filtering_enabled = false where website_id = 'proof-2'"));

  private final Addresses stores;

  RulesChanges(Addresses stores) {
    this.stores = stores;
  }

  private static String goal(int number, String type, String rest) {
    return "insert into goals (goal_id, website_id, name, goal_type, match_type, pattern, threshold)"
        + " values ('00000000-0000-4000-8000-00000000000%1$d', 'proof-1', 'goal %1$d', '%2$s', %3$s)"
            .formatted(number, type, rest);
  }

  void begin() throws SQLException {
    run(AT_FIRST);
  }

  /** Spreads them over the sending; returns when the last is made. */
  void follow(PlanSender sender, Duration patience) throws Exception {
    for (int i = 0; i < LATER.size(); i++) {
      double when = (i + 1.0) / (LATER.size() + 1);
      Await.until("enough is sent for other rules", patience, () -> sender.progress() >= when);
      run(LATER.get(i));
    }
  }

  private void run(List<String> statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                stores.postgresJdbcUrl(), stores.postgresUser(), stores.postgresPassword());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
