package footfall.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PauseGuardTest {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong millis = new AtomicLong(1_795_000_000_000L);
  private final PauseGuard guard = new PauseGuard(nanos::get, millis::get, LONGEST);

  @Test
  void aPauseOfExactlyTheLongestIsBorne() {
    nanos.addAndGet(LONGEST.toNanos());
    millis.addAndGet(LONGEST.toMillis());
    assertThat(guard.beat()).isEmpty();
  }

  @Test
  void aStoppedProcessIsSeenByEitherClock() {
    nanos.addAndGet(LONGEST.toNanos() + 1);
    assertThat(guard.beat()).contains(LONGEST.plusNanos(1));
    assertThat(guard.beat()).isEmpty();
  }

  @Test
  void aFrozenMachineWhoseOwnClockStoodStillIsSeenOnceItsWallClockIsSet() {
    millis.addAndGet(LONGEST.toMillis() + 1);
    assertThat(guard.beat()).contains(LONGEST.plusMillis(1));
  }

  @Test
  void aWallClockSetBackIsNoPause() {
    millis.addAndGet(-Duration.ofHours(2).toMillis());
    nanos.addAndGet(Duration.ofMillis(250).toNanos());
    assertThat(guard.beat()).isEmpty();
  }
}
