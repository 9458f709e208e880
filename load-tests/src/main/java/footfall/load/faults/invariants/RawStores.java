package footfall.load.faults.invariants;

import footfall.ingest.enrich.EnrichSettings;
import footfall.ingest.enrich.Enricher;
import footfall.load.faults.Cluster;
import footfall.load.faults.ledger.Ledger;
import footfall.load.faults.live.Shown;
import footfall.load.faults.nodes.Tenure;
import footfall.load.oracle.Expected;
import footfall.load.oracle.LogEntry;
import footfall.load.oracle.Oracle;
import footfall.load.oracle.OracleSettings;
import footfall.load.oracle.ProductInputs;
import footfall.load.oracle.SipHash;
import footfall.load.scenario.ClickHouseRows;
import footfall.load.topic.TopicReader;
import footfall.load.topic.TopicRecord;
import footfall.localstack.Addresses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Gathers evidence from Kafka, Cassandra and ClickHouse themselves. */
public final class RawStores implements AutoCloseable {
  private static final String SESSION_COLUMNS =
      "toString(session_id) AS session_id, website_id, visitor_id, user_id,"
          + " toUnixTimestamp(session_start) AS session_start,"
          + " toUnixTimestamp(session_end) AS session_end, session_duration, pageviews, events,"
          + " transactions, toString(revenue) AS revenue, landing_page, exit_page, traffic_source,"
          + " traffic_medium, traffic_campaign, device_type, browser, os, country, city,"
          + " is_bounce, is_conversion, arrayStringConcat(arraySort(goals), ',') AS goals, toString(version) AS version, is_deleted";
  private static final String RAW_COLUMNS =
      "toString(event_id) AS event_id, website_id, kafka_partition,"
          + " toString(kafka_offset) AS kafka_offset, toString(session_id) AS session_id,"
          + " event_type, is_duplicate, is_late, is_bot";

  private final Addresses stores;
  private final OracleSettings rules;
  private final int partitions;
  private final Enricher enricher;
  private final ClickHouseRows clickHouse;

  /**
   * @param home the repository's root
   * @param rules as the nodes have them
   */
  public RawStores(Addresses stores, Path home, OracleSettings rules, int partitions) {
    this.stores = stores;
    this.rules = rules;
    this.partitions = partitions;
    this.enricher = Enricher.open(EnrichSettings.bundled(home));
    this.clickHouse = new ClickHouseRows(stores.clickHouseUrl());
  }

  /**
   * Everything of a step as it is now. What says that something was stored is read before that
   * which must be stored then.
   */
  public Evidence gather(
      Cluster.Step step, Ledger.Entries ledger, List<Shown> shown, List<Tenure> tenures)
      throws IOException, InterruptedException {
    String prefix = step.prefix();
    Map<Integer, Long> began = step.began();
    List<JournalRow> shardJournal;
    List<JournalRow> minuteJournal;
    try (Journals journals = new Journals(stores)) {
      shardJournal = journals.shards();
      minuteJournal = journals.minutes(prefix + "-");
    }
    TopicReader topics = new TopicReader(stores.kafka());
    StepLog log = new StepLog(prefix, ledger, new ProductInputs(enricher), partitions);
    topics.read("events", began, log::add);
    Oracle oracle = new Oracle(rules.withGeneration(generation()));
    String mine = " WHERE startsWith(website_id, '" + prefix + "-')";
    return new Evidence(
        ledger,
        log.own(),
        oracle.recount(log.entries()),
        byPartition(oracle, log.entries()),
        clickHouse.select("SELECT " + RAW_COLUMNS + " FROM events FINAL" + mine),
        clickHouse.select("SELECT " + SESSION_COLUMNS + " FROM sessions FINAL" + mine),
        clickHouse.select("SELECT " + SESSION_COLUMNS + " FROM sessions" + mine),
        clickHouse.select(
            "SELECT website_id, toString(lost) AS lost, toString(kept) AS kept"
                + " FROM session_joins FINAL"
                + mine),
        rejected(topics, began),
        shardJournal,
        minuteJournal,
        userHash(),
        shown,
        tenures);
  }

  private static Map<Integer, Expected> byPartition(Oracle oracle, List<LogEntry> log) {
    Map<Integer, Expected> expected = new TreeMap<>();
    log.stream()
        .collect(Collectors.groupingBy(LogEntry::partition))
        .forEach((partition, own) -> expected.put(partition, oracle.recount(own)));
    return expected;
  }

  /** A restart may refuse a record again: the same each time. */
  private static Collection<Map<String, String>> rejected(
      TopicReader topics, Map<Integer, Long> began) {
    Map<String, Map<String, String>> bySource = new HashMap<>();
    topics.read(
        "events-rejected",
        record -> {
          Map<String, String> row = new HashMap<>();
          row.put("source_partition", header(record, "source-partition"));
          row.put("source_offset", header(record, "source-offset"));
          row.put("reason", header(record, "reason"));
          int partition = Integer.parseInt(row.get("source_partition"));
          if (Long.parseLong(row.get("source_offset")) >= began.getOrDefault(partition, 0L)) {
            String source = partition + "/" + row.get("source_offset");
            bySource.merge(source, row, (a, b) -> a.equals(b) ? a : contradiction(a, b));
          }
        });
    return bySource.values();
  }

  private static Map<String, String> contradiction(Map<String, String> a, Map<String, String> b) {
    Map<String, String> both = new HashMap<>(a);
    both.put("reason", a.get("reason") + " and " + b.get("reason"));
    return both;
  }

  private static String header(TopicRecord record, String name) {
    byte[] value = record.headers().get(name);
    return value == null ? "-1" : new String(value, StandardCharsets.UTF_8);
  }

  private long generation() {
    return identity("generation", row -> row.getLong(1));
  }

  private SipHash userHash() {
    return SipHash.keyedBy(identity("user_hash_key", row -> row.getBytes(1)));
  }

  private interface Column<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> T identity(String column, Column<T> read) {
    try (Connection connection =
            DriverManager.getConnection(
                stores.postgresJdbcUrl(), stores.postgresUser(), stores.postgresPassword());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT " + column + " FROM cluster_identity")) {
      row.next();
      return read.of(row);
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL does not say who the cluster is", e);
    }
  }

  @Override
  public void close() throws IOException {
    enricher.close();
  }
}
