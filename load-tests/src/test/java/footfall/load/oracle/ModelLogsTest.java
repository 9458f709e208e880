package footfall.load.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import footfall.protocol.hit.SessionIds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Holds the oracle against random logs that the executable model of the design answered: {@code
 * model-logs.jsonl} was written by its {@code Shard}, a third code in another language. A file with
 * more of them can be named by the property {@code footfall.model-logs}.
 */
class ModelLogsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final OracleSettings SMALL_CAPS =
      OracleSettings.PRODUCTION.withCaps(3, Duration.ofMinutes(40));

  @Test
  void answersEveryRandomLogAsTheModelDoes() throws IOException {
    int logs = 0;
    try (BufferedReader lines = open()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        check(JSON.readTree(line));
        logs++;
      }
    }
    assertThat(logs).isGreaterThanOrEqualTo(150);
  }

  private static BufferedReader open() throws IOException {
    String more = System.getProperty("footfall.model-logs");
    return more != null
        ? Files.newBufferedReader(Path.of(more))
        : new BufferedReader(
            new InputStreamReader(
                ModelLogsTest.class.getResourceAsStream("model-logs.jsonl"),
                StandardCharsets.UTF_8));
  }

  private static void check(JsonNode model) {
    Log log = new Log();
    for (JsonNode r : model.get("log")) {
      if (r.size() == 1) {
        log.tick(r.get(0).asLong());
      } else {
        String previous = r.get(5).isNull() ? "" : r.get(5).asText();
        log.hit(
            r.get(0).asLong(),
            r.get(1).asText(),
            r.get(2).asText(),
            r.get(3).asLong(),
            r.get(4).asLong(),
            previous);
      }
    }
    Expected expected =
        log.recount(model.get("caps").asBoolean() ? SMALL_CAPS : OracleSettings.PRODUCTION);
    String seed = "log of seed " + model.get("seed");
    assertThat(verdicts(expected)).as(seed).isEqualTo(texts(model.get("verdicts")));
    assertThat(sorted(expected.closed())).as(seed).isEqualTo(modelClosed(model.get("closed")));
    assertThat(sorted(expected.open())).as(seed).isEqualTo(modelOpen(model.get("open")));
    assertThat(joins(expected)).as(seed).isEqualTo(modelJoins(model.get("joins")));
    assertThat(minutes(expected)).as(seed).isEqualTo(modelMinutes(model.get("minutes")));
  }

  private static List<String> verdicts(Expected expected) {
    return expected.verdicts().entrySet().stream()
        .sorted(Comparator.comparing(e -> e.getKey().offset()))
        .map(e -> e.getValue().kind().name().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static List<String> sorted(List<ExpectedSession> sessions) {
    return sessions.stream()
        .map(
            s ->
                shown(
                    s.version() < 0 ? -1 : s.version() - (1L << 44),
                    s.sessionId().toString(),
                    s.start() / 1000,
                    s.end() / 1000,
                    s.pageviews()))
        .sorted()
        .toList();
  }

  private static String shown(long closedBy, String id, long start, long end, long hits) {
    return closedBy + " " + id + " " + start + " " + end + " " + hits;
  }

  private static List<String> modelClosed(JsonNode rows) {
    List<String> shown = new ArrayList<>();
    for (JsonNode r : rows) {
      shown.add(modelSession(r.get(0).asLong(), r, 1));
    }
    return shown.stream().sorted().toList();
  }

  private static List<String> modelOpen(JsonNode rows) {
    List<String> shown = new ArrayList<>();
    rows.forEach(r -> shown.add(modelSession(-1, r, 0)));
    return shown.stream().sorted().toList();
  }

  private static String modelSession(long closedBy, JsonNode r, int from) {
    return shown(
        closedBy,
        id(r.get(from)),
        r.get(from + 1).asLong(),
        r.get(from + 2).asLong(),
        r.get(from + 3).asLong());
  }

  private static String id(JsonNode triple) {
    return SessionIds.of(
            triple.get(0).asText(), triple.get(1).asText(), Log.eventId(triple.get(2).asLong()))
        .toString();
  }

  private static List<String> joins(Expected expected) {
    return expected.joins().stream().map(j -> j.lost() + " " + j.kept()).sorted().toList();
  }

  private static List<String> modelJoins(JsonNode pairs) {
    List<String> joins = new ArrayList<>();
    pairs.forEach(p -> joins.add(id(p.get(0)) + " " + id(p.get(1))));
    return joins.stream().sorted().toList();
  }

  private static List<String> minutes(Expected expected) {
    return expected.minutes().entrySet().stream()
        .map(
            e ->
                e.getKey().websiteId()
                    + " "
                    + e.getKey().minute() / 60_000
                    + " "
                    + e.getValue().pageviews())
        .sorted()
        .toList();
  }

  private static List<String> modelMinutes(JsonNode cells) {
    List<String> shown = new ArrayList<>();
    cells.forEach(
        c -> shown.add(c.get(0).asText() + " " + c.get(1).asLong() + " " + c.get(2).asLong()));
    return shown.stream().sorted().toList();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(t -> texts.add(t.asText()));
    return texts;
  }
}
