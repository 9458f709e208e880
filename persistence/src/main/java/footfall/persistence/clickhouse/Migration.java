package footfall.persistence.clickhouse;

import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One numbered SQL file. The same text gives the statements of a single server and of a cluster:
 *
 * <table>
 *   <caption>What stands in double braces</caption>
 *   <tr><td>{@code local T}</td><td>{@code T}</td><td>{@code T_local}</td></tr>
 *   <tr><td>{@code on_cluster}</td><td>nothing</td><td>{@code ON CLUSTER c}</td></tr>
 *   <tr><td>{@code engine E(a)}</td><td>{@code E(a)}</td>
 *       <td>{@code ReplicatedE(path, replica, a)}</td></tr>
 *   <tr><td>{@code distributed T;}</td><td>nothing</td>
 *       <td>table {@code T} over all {@code T_local}</td></tr>
 * </table>
 */
record Migration(int number, String name, String text) {
  /** Every migration there is, ascending. A file once released never changes. */
  static final List<Migration> ALL =
      List.of(
          load(1, "001_events.sql"),
          load(2, "002_sessions.sql"),
          load(3, "003_sampling_rate.sql"),
          load(4, "004_history_columns.sql"),
          load(5, "005_goals.sql"),
          load(6, "006_visitor_quarters.sql"));

  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "\\{\\{(database|local|on_cluster|engine_on_every_node|engine|distributed) ?([^}]*)\\}\\}");

  private static final Pattern ENGINE = Pattern.compile("(\\w+)\\((.*)\\)");
  private static final Migration LEDGER = load(0, "000_schema_migrations.sql");

  private static Migration load(int number, String name) {
    try (InputStream file = Migration.class.getResourceAsStream("/clickhouse/" + name)) {
      if (file == null) {
        throw new IllegalStateException("clickhouse/" + name + " is missing from the jar");
      }
      return new Migration(number, name, new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the record of migrations itself needs, to be run each time in database default. */
  static List<String> beforeAll(Server server) {
    return LEDGER.statements(server);
  }

  /** SHA-256 of the text, hexadecimal. */
  String checksum() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  boolean isIn(Map<Integer, String> checksums) {
    String recorded = checksums.get(number);
    if (recorded != null && !recorded.equals(checksum())) {
      throw new IllegalStateException(
          "ClickHouse migration "
              + name
              + " was changed after it was applied: restore the file and add a new one");
    }
    return recorded != null;
  }

  /** The statements for this server or cluster, in order, without comments around them. */
  List<String> statements(Server server) {
    String withoutComments = text.replaceAll("(?m)^\\s*--.*\\R", "");
    String sql =
        PLACEHOLDER
            .matcher(withoutComments)
            .replaceAll(
                match -> Matcher.quoteReplacement(fill(match.group(1), match.group(2), server)));
    return Arrays.stream(sql.split(";")).map(String::strip).filter(it -> !it.isEmpty()).toList();
  }

  private static String fill(String placeholder, String argument, Server server) {
    if (placeholder.equals("database")) {
      return server.database();
    }
    return server
        .cluster()
        .map(cluster -> onCluster(placeholder, argument, server.database(), cluster))
        .orElseGet(() -> onOneServer(placeholder, argument));
  }

  private static String onOneServer(String placeholder, String argument) {
    return switch (placeholder) {
      case "local", "engine", "engine_on_every_node" -> argument;
      default -> "";
    };
  }

  private static String onCluster(
      String placeholder, String argument, String database, String cluster) {
    return switch (placeholder) {
      case "local" -> argument + "_local";
      case "on_cluster" -> " ON CLUSTER " + cluster;
      case "engine" -> replicated(argument, "{shard}", "{replica}");
      case "engine_on_every_node" -> replicated(argument, "all", "{shard}-{replica}");
      default -> distributed(argument, database, cluster);
    };
  }

  /** Braces are ClickHouse's own macros, set on each of its servers. */
  private static String replicated(String engine, String shard, String replica) {
    Matcher parts = ENGINE.matcher(engine);
    if (!parts.matches()) {
      throw new IllegalStateException("an engine must look like Engine(arguments), was " + engine);
    }
    String arguments = parts.group(2).isEmpty() ? "" : ", " + parts.group(2);
    return "Replicated%s('/clickhouse/tables/%s/{database}/{table}', '%s'%s)"
        .formatted(parts.group(1), shard, replica, arguments);
  }

  private static String distributed(String table, String database, String cluster) {
    return """
    CREATE TABLE IF NOT EXISTS %1$s ON CLUSTER %2$s AS %1$s_local
    ENGINE = Distributed(%2$s, %3$s, %1$s_local, cityHash64(website_id));
    """
        .formatted(table, cluster, database);
  }
}
