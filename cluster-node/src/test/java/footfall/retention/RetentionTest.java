package footfall.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private final ManualTime time = ManualTime.get(KIT.system());
  private final RetentionCounters counters = new RetentionCounters();
  private final AtomicInteger runs = new AtomicInteger();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void aPassRunsAnHourAfterTheOneBeforeAndAMinuteAfterOneThatFailed() {
    KIT.spawn(Retention.create(this::failTheSecond, counters));

    runsAfter(Retention.FIRST, 1);
    runsAfter(Retention.EVERY, 2);
    assertThat(counters.failures()).isEqualTo(1);
    runsAfter(Retention.AGAIN, 3);
    runsAfter(Retention.EVERY, 4);
    assertThat(counters.passes()).isEqualTo(3);
    assertThat(counters.failures()).isEqualTo(1);
  }

  /** Not before, and once. */
  private void runsAfter(Duration pause, int all) {
    time.timePasses(pause.minus(A_MOMENT));
    assertThat(runs.get()).isEqualTo(all - 1);
    time.timePasses(A_MOMENT);
    await().until(() -> counters.passes() + counters.failures() == all);
    assertThat(runs.get()).isEqualTo(all);
  }

  private void failTheSecond() {
    if (runs.incrementAndGet() == 2) {
      throw new IllegalStateException("ClickHouse is away");
    }
  }
}
