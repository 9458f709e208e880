package footfall.load.bench.peers;

import footfall.load.bench.FilledTopic;
import footfall.load.oracle.Expected;
import footfall.load.oracle.ExpectedMinute;
import footfall.load.oracle.ExpectedSession;
import footfall.load.oracle.LogEntry;
import footfall.load.oracle.Oracle;
import footfall.load.oracle.OracleSettings;
import footfall.load.oracle.RecordReader;
import footfall.load.oracle.Tables;
import footfall.load.topic.TopicReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the oracle finds in a topic, in the form in which the peers answer: rows as one text with
 * tabs between the columns.
 */
public final class ExpectedRows {
  /** Those of {@code sessions}, but the two that tell Footfall's rows of one session apart. */
  static final List<String> COLUMNS =
      List.of(
          "session_id",
          "website_id",
          "visitor_id",
          "user_id",
          "session_start",
          "session_end",
          "session_duration",
          "pageviews",
          "events",
          "transactions",
          "revenue",
          "landing_page",
          "exit_page",
          "traffic_source",
          "traffic_medium",
          "traffic_campaign",
          "device_type",
          "browser",
          "os",
          "country",
          "city",
          "is_bounce",
          "is_conversion");

  private final Map<String, String> sessions = new HashMap<>();
  private final Map<String, ExpectedMinute> minutes = new HashMap<>();
  private long lastEnd = Long.MIN_VALUE;

  /** Reads and recounts a topic as with enrichment off. */
  public static ExpectedRows of(String bootstrap, String topic) {
    RecordReader reader =
        new RecordReader(new PagePaths(), record -> Optional.empty(), FilledTopic.PARTITIONS);
    List<LogEntry> log = new ArrayList<>();
    new TopicReader(bootstrap).read(topic, record -> log.add(reader.read(record)));
    return of(log);
  }

  /** Recounts a log that was read. */
  public static ExpectedRows of(List<LogEntry> log) {
    return of(new Oracle(OracleSettings.PRODUCTION).recount(log));
  }

  /** Open sessions count as closed ones do: when they close is each engine's own affair. */
  private static ExpectedRows of(Expected expected) {
    ExpectedRows rows = new ExpectedRows();
    Stream.concat(expected.closed().stream(), expected.open().stream()).forEach(rows::add);
    expected.minutes().forEach((of, minute) -> rows.minutes.put(key(of), minute));
    return rows;
  }

  private void add(ExpectedSession session) {
    Map<String, String> columns = Tables.session(session);
    String row = String.join("\t", COLUMNS.stream().map(columns::get).toList());
    sessions.put(session.sessionId().toString(), row);
    lastEnd = Math.max(lastEnd, session.end());
  }

  private static String key(Expected.MinuteOf of) {
    return of.websiteId() + '|' + of.minute();
  }

  /** By session_id. */
  Map<String, String> sessions() {
    return sessions;
  }

  /** By website and epoch ms of the minute, as {@code website|minute}. */
  Map<String, ExpectedMinute> minutes() {
    return minutes;
  }

  /** The end of the session that ended last, epoch ms. */
  long lastEnd() {
    return lastEnd;
  }

  static Map<String, String> columns(String row) {
    String[] values = row.split("\t", -1);
    if (values.length != COLUMNS.size()) {
      throw new IllegalArgumentException(
          "a session's row has " + values.length + " columns: " + row);
    }
    Map<String, String> columns = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      columns.put(COLUMNS.get(i), values[i]);
    }
    return columns;
  }
}
