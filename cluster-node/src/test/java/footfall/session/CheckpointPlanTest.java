package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.protocol.hit.EventTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointPlanTest {
  private static final ShardSettings SETTINGS =
      new ShardSettings(
          Duration.ofSeconds(10),
          5_000,
          Duration.ofSeconds(10),
          Duration.ofMillis(200),
          Duration.ofMinutes(5),
          Duration.ofSeconds(5),
          1_000,
          true);

  private final OpenSessions open =
      new OpenSessions(SessionRules.DEFAULT, String::hashCode, new Outbox(1));
  private final CheckpointPlan plan = new CheckpointPlan(SETTINGS, 0, -1, new JournalFold());

  @Test
  void withChangesACheckpointIsDueAtTheInterval() {
    hit(0);

    assertThat(plan.isDue(open, 9_999)).isFalse();
    assertThat(plan.isDue(open, 10_000)).isTrue();
  }

  @Test
  void manyChangesMakeItDueAtOnce() {
    for (int i = 0; i < 20; i++) {
      hit(i);
    }

    assertThat(plan.isDue(open, 1)).isTrue();
  }

  @Test
  void withoutChangesItIsDueAfterAMinuteAndOnlyIfTheOffsetHasMoved() {
    assertThat(plan.isDue(open, 600_000)).isFalse();
    open.advance(0, 1_000);

    assertThat(plan.isDue(open, 59_999)).isFalse();
    assertThat(plan.isDue(open, 60_000)).isTrue();
    plan.begun(checkpoint(0, 0, false), 60_000);
    assertThat(plan.isDue(open, 600_000)).isFalse();
  }

  @Test
  void anImageIsDueWhenTheChangesExceedTwiceTheLastOneAndTheLeastSize() {
    plan.begun(checkpoint(1, 1_000, false), 0);
    assertThat(plan.isImageDue()).isFalse();
    plan.begun(checkpoint(2, 1, false), 0);
    assertThat(plan.isImageDue()).isTrue();

    plan.begun(checkpoint(3, 800, true), 0);
    plan.begun(checkpoint(4, 1_600, false), 0);
    assertThat(plan.isImageDue()).isFalse();
    plan.begun(checkpoint(5, 1, false), 0);
    assertThat(plan.isImageDue()).isTrue();
  }

  @Test
  void fiveHundredSmallCheckpointsEndInAnImageToo() {
    for (int i = 0; i < 499; i++) {
      plan.begun(checkpoint(i, 0, false), 0);
    }
    assertThat(plan.isImageDue()).isFalse();
    plan.begun(checkpoint(500, 0, false), 0);

    assertThat(plan.isImageDue()).isTrue();
  }

  @Test
  void theFirstCheckpointOfAJournalOfAStateThatDidNotBeginEmptyMustBeAnImage() {
    plan.beginJournalWithImage();
    assertThat(plan.mustBeImage()).isTrue();
    plan.begun(checkpoint(1, 100, true), 0);

    assertThat(plan.mustBeImage()).isFalse();
  }

  private void hit(int offset) {
    open.advance(offset, 1_000_000);
    open.absorb(
        EventTime.of(1_000_000, 1_000_000),
        Hits.pageview("w", "v" + offset, "", offset, 1_000_000),
        Hits.on("/"));
  }

  private static Checkpoint checkpoint(long offset, long bytes, boolean isImage) {
    return new Checkpoint(List.of(), offset, new Outbox.Contents(), isImage, bytes);
  }
}
