package footfall.load.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.load.oracle.LogEntry;
import footfall.load.oracle.RecordReader;
import footfall.load.topic.TopicRecord;
import footfall.protocol.hit.Enrichment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PeerVerificationTest {
  private static final long BEGINNING = 1_790_000_040_000L;
  private static final int VISITORS = 40;

  private final ExpectedRows expected = expected();
  private final List<String> emitted = new ArrayList<>(expected.sessions().values());
  private final List<String> open = new ArrayList<>();
  private final Map<String, PeerRows.Minute> minutes = exactMinutes(expected);

  /** A visitor every five minutes, with two pageviews a minute apart. */
  private static ExpectedRows expected() {
    RecordReader reader = new RecordReader(r -> Enrichment.NONE, r -> Optional.empty(), 1);
    List<LogEntry> log = new ArrayList<>();
    for (int i = 0; i < VISITORS * 2; i++) {
      long time = BEGINNING + (i / 2) * 300_000L + (i % 2) * 60_000L;
      String json =
          "{\"website_id\":\"w\",\"event_type\":\"pageview\",\"event_id\":\"%s\",\"visitor_id\":\"v%d\",\"client_timestamp\":%d}"
              .formatted(new UUID(0, i + 1), i / 2, time);
      log.add(
          reader.read(
              new TopicRecord(
                  0,
                  i,
                  time,
                  ("w:v" + i / 2).getBytes(StandardCharsets.UTF_8),
                  Map.of(),
                  json.getBytes(StandardCharsets.UTF_8))));
    }
    return ExpectedRows.of(log);
  }

  private static Map<String, PeerRows.Minute> exactMinutes(ExpectedRows expected) {
    Map<String, PeerRows.Minute> minutes = new HashMap<>();
    expected
        .minutes()
        .forEach(
            (key, minute) ->
                minutes.put(
                    key, new PeerRows.Minute(minute.pageviews(), minute.events(), minute.users())));
    return minutes;
  }

  private List<String> differences() {
    return new PeerVerification(expected).differences(new PeerRows(emitted, open, minutes));
  }

  private int indexOf(String visitor) {
    for (int i = 0; i < emitted.size(); i++) {
      if (emitted.get(i).contains("\t" + visitor + "\t")) {
        return i;
      }
    }
    throw new AssertionError("no session of " + visitor);
  }

  @Test
  void rowsAsTheOracleHasThemShowNoDifference() {
    assertThat(emitted).hasSize(VISITORS);
    assertThat(minutes).hasSize(VISITORS * 2);
    assertThat(differences()).isEmpty();
  }

  @Test
  void aSessionThatIsMissingIsFound() {
    emitted.remove(indexOf("v7"));
    assertThat(differences()).singleElement().asString().contains("missing");
  }

  @Test
  void aSessionThatNobodyExpectsIsFound() {
    emitted.add(emitted.get(0).replaceFirst("^[^\t]*", new UUID(0, 99).toString()));
    assertThat(differences()).singleElement().asString().contains("unexpected");
  }

  @Test
  void aSessionEmittedTwiceIsFound() {
    emitted.add(emitted.get(3));
    assertThat(differences()).singleElement().asString().contains("emitted twice");
  }

  @Test
  void aCountThatIsOffByOneIsFoundInItsColumn() {
    int row = indexOf("v7");
    emitted.set(row, emitted.get(row).replaceFirst("\t60\t2\t", "\t60\t3\t"));
    assertThat(differences()).singleElement().asString().contains("pageviews: expected 2, shown 3");
  }

  @Test
  void aSessionThatIsStillOpenAtTheEndMayBeSo() {
    open.add(emitted.remove(indexOf("v" + (VISITORS - 1))));
    assertThat(differences()).isEmpty();
  }

  @Test
  void aSessionThatShouldLongBeClosedIsFound() {
    open.add(emitted.remove(indexOf("v0")));
    assertThat(differences()).singleElement().asString().contains("must be closed");
  }

  @Test
  void aSessionThatChangedAfterItWasEmittedIsFound() {
    open.add(emitted.get(indexOf("v7")).replaceFirst("\t60\t2\t", "\t60\t3\t"));
    assertThat(differences()).singleElement().asString().contains("changed");
  }

  @Test
  void aMinuteThatCountsOneTooManyOrIsMissingIsFound() {
    String key = "w|" + BEGINNING;
    minutes.put(key, new PeerRows.Minute(2, 0, 1));
    assertThat(differences()).singleElement().asString().contains(key, "expected 1, shown 2");
    minutes.remove(key);
    assertThat(differences()).singleElement().asString().contains(key, "missing");
  }

  @Test
  void estimatesOfUsersBeyondTheirErrorAreFound() {
    minutes.replaceAll((key, minute) -> new PeerRows.Minute(minute.pageviews(), 0, 4));
    assertThat(differences()).isNotEmpty().allMatch(d -> d.startsWith("users of website minutes"));
  }

  @Test
  void closedRowsBesideACountOfAllAreHeldAgainstTheOracleToo() {
    PeerVerification verification = new PeerVerification(expected);
    List<String> some = emitted.subList(0, 5);
    assertThat(verification.closedAndOpen(some, VISITORS)).isEmpty();
    assertThat(verification.closedAndOpen(some, VISITORS - 1)).hasSize(1);
    assertThat(verification.closedAndOpen(List.of(some.get(0), some.get(0)), VISITORS)).hasSize(1);
    assertThat(verification.closedAndOpen(List.of(some.get(0) + "1"), VISITORS)).hasSize(1);
  }
}
