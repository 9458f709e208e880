package footfall.load.faults.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import footfall.load.faults.live.Shown;
import footfall.load.faults.live.ShownFrame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One planted loss, double, move or second writer at a time: each must be caught. */
class PlantedStepFaultsTest {
  private final SoundStep step = new SoundStep();

  private Invariants.Checked check() {
    return Invariants.check(step.evidence());
  }

  @Test
  void aSoundStepHoldsAndCountsEveryHit() {
    assertThat(check().violations()).isEmpty();
    assertThat(check().holds()).isTrue();
    assertThat(check().tally().hits()).isEqualTo(120);
    assertThat(step.sessions).hasSize(12);
  }

  @Test
  void aHitThatIsInNoRawRowIsLost() {
    step.rawRows.remove(17);
    assertThat(check().tally().lost()).isEqualTo(1);
    assertThat(check().holds()).isFalse();
  }

  @Test
  void aHitThatItsSessionLacksIsLost() {
    plant(step.sessions, 3, "pageviews", -1);
    assertThat(check().tally().lost()).isEqualTo(1);
    assertThat(check().tally().doubled()).isZero();
  }

  @Test
  void aHitThatASessionCountsTwiceIsDoubled() {
    plant(step.sessions, 3, "pageviews", 1);
    assertThat(check().tally().doubled()).isEqualTo(1);
    assertThat(check().tally().lost()).isZero();
  }

  @Test
  void aCopyThatCountsInARawRowIsDoubled() {
    Map<String, String> copy = new HashMap<>(step.rawRows.get(5));
    copy.put("kafka_offset", "9999");
    step.rawRows.add(copy);
    assertThat(check().tally().doubled()).isGreaterThanOrEqualTo(1);
  }

  @Test
  void aHitMovedToAnotherSessionIsCaughtAlthoughTheTotalsAgree() {
    plant(step.sessions, 3, "pageviews", 1);
    plant(step.sessions, 4, "pageviews", -1);
    assertThat(check().tally().lost()).isEqualTo(1);
    assertThat(check().tally().doubled()).isEqualTo(1);
  }

  @Test
  void aPageviewMovedBetweenMinutesIsCaught() {
    JournalRow one = step.minuteJournal.get(0);
    JournalRow other = step.minuteJournal.get(1);
    step.minuteJournal.set(0, withTallyOf(one, other));
    step.minuteJournal.set(1, withTallyOf(other, one));
    assertThat(check().violations()).anyMatch(v -> v.startsWith("I3"));
  }

  private static JournalRow withTallyOf(JournalRow row, JournalRow other) {
    return new JournalRow(
        row.persistenceId(),
        row.sequence(),
        row.written(),
        row.writer(),
        row.type(),
        other.event());
  }

  @Test
  void aMinuteWhosePartIsNotStoredIsCaught() {
    step.minuteJournal.remove(step.minuteJournal.size() - 1);
    assertThat(check().violations()).anyMatch(v -> v.startsWith("I3"));
  }

  @Test
  void anAcknowledgedHitThatIsNotInTheLogIsCaught() {
    step.records.remove(9);
    assertThat(check().violations()).anyMatch(v -> v.startsWith("I1"));
  }

  @Test
  void aGapAndASecondRowInAJournalAreCaught() {
    JournalRow row = step.minuteJournal.get(0);
    step.minuteJournal.add(
        new JournalRow(row.persistenceId(), 9, 9, "writer", row.type(), row.event()));
    step.minuteJournal.add(row);
    assertThat(check().violations())
        .filteredOn(v -> v.startsWith("I5"))
        .anyMatch(v -> v.contains("numbers"))
        .anyMatch(v -> v.contains("2 times"));
  }

  @Test
  void aLateRowOfAReplacedWriterIsVoidAndCounted() {
    var opened = new ObjectMapper().createObjectNode().put("epoch", 2);
    var late = new ObjectMapper().createObjectNode().put("epoch", 1).put("offset", 1);
    String id = step.shardJournal.get(0).persistenceId();
    step.shardJournal.add(SoundStep.shardRow(id, 3, "b", "Opened", opened));
    step.shardJournal.add(SoundStep.shardRow(id, 4, "a", "CheckpointEnd", late));
    assertThat(check().voidRows()).isEqualTo(1);
    assertThat(check().violations()).isEmpty();
  }

  @Test
  void aCheckpointThatPassesAHitThatIsNotStoredIsCaught() {
    step.rawRows.remove(0);
    assertThat(check().violations()).anyMatch(v -> v.startsWith("I6"));
  }

  @Test
  void aSessionThatIsThereTwiceIsCaught() {
    step.sessions.add(step.sessions.get(2));
    assertThat(check().violations()).anyMatch(v -> v.startsWith("I7"));
    assertThat(check().tally().doubled()).isEqualTo(10);
  }

  @Test
  void aLastFrameThatShowsLessIsCaught() {
    Shown shown = step.shown.get(0);
    ShownFrame last = shown.frames().get(0);
    ShownFrame less = new ShownFrame(2, 0, false, 2, last.pageviews() - 1, false, Map.of());
    step.shown.set(0, new Shown(shown.websiteId(), List.of(last, less), List.of()));
    assertThat(check().violations())
        .filteredOn(v -> v.startsWith("I8"))
        .anyMatch(v -> v.contains("no word of catching up"))
        .anyMatch(v -> v.contains("the last frame"));
  }

  @Test
  void twoOwnersAtATimeAreCaught() {
    step.tenures.set(0, SoundStep.tenure(1, 0, 0, 63));
    assertThat(check().violations()).anyMatch(v -> v.startsWith("I9"));
  }

  private static void plant(List<Map<String, String>> rows, int row, String column, int change) {
    Map<String, String> changed = new HashMap<>(rows.get(row));
    changed.put(column, Long.toString(Long.parseLong(changed.get(column)) + change));
    rows.set(row, changed);
  }
}
