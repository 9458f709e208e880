package footfall.load.bench.peers;

import footfall.load.topic.TopicReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;

/**
 * What a peer has answered.
 *
 * @param emitted sessions that it closed by itself
 * @param open sessions that it held when it was asked to finish
 * @param minutes by {@code website|minute}
 */
public record PeerRows(
    List<String> emitted, List<String> open, Map<String, PeerRows.Minute> minutes) {
  private static final int LG_K = 12;
  private static final int ROW_COLUMNS = 3;

  public PeerRows {
    emitted = List.copyOf(emitted);
    open = List.copyOf(open);
    minutes = Map.copyOf(minutes);
  }

  /** Counters of one website-minute; users are estimated. */
  public record Minute(long pageviews, long events, double users) {}

  /** Rows that transactions have committed, in order of their places. */
  static List<String> sessions(String bootstrap, String topic) {
    List<String> rows = new ArrayList<>();
    TopicReader.ofCommitted(bootstrap)
        .read(topic, record -> rows.add(new String(record.value(), StandardCharsets.UTF_8)));
    return rows;
  }

  static List<String> sessionsIn(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  /**
   * Website-minutes. Keys are {@code website|minute}, or {@code website|minute|part} where the rest
   * of the work, adding the parts up, was left to the reader.
   */
  static Map<String, Minute> minutes(String bootstrap, String topic) {
    Map<String, String> last = new HashMap<>();
    TopicReader.ofCommitted(bootstrap)
        .read(
            topic,
            record ->
                last.put(
                    new String(record.key(), StandardCharsets.UTF_8),
                    new String(record.value(), StandardCharsets.UTF_8)));
    Map<String, List<String>> parts = new HashMap<>();
    last.forEach(
        (key, row) -> parts.computeIfAbsent(websiteMinute(key), k -> new ArrayList<>()).add(row));
    Map<String, Minute> minutes = new HashMap<>();
    parts.forEach((key, rows) -> minutes.put(key, sum(rows)));
    return minutes;
  }

  private static String websiteMinute(String key) {
    int second = key.indexOf('|', key.indexOf('|') + 1);
    return second < 0 ? key : key.substring(0, second);
  }

  private static Minute sum(List<String> rows) {
    long pageviews = 0;
    long events = 0;
    Union users = new Union(LG_K);
    for (String row : rows) {
      String[] values = row.split("\t", ROW_COLUMNS);
      pageviews += Long.parseLong(values[0]);
      events += Long.parseLong(values[1]);
      users.update(HllSketch.heapify(Memory.wrap(Base64.getDecoder().decode(values[2]))));
    }
    return new Minute(pageviews, events, users.getResult(TgtHllType.HLL_4).getCompositeEstimate());
  }
}
