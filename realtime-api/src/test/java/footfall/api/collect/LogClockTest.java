package footfall.api.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LogClockTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final long HOUR_MS = 3_600_000;

  private final AtomicReference<Instant> own = new AtomicReference<>(NOON);
  private long nanos;
  private final LogClock clock = new LogClock(new SetClock(own), () -> nanos);

  /** On the machine's own clock and on the one that only runs forward. */
  private void pass(long ms) {
    nanos += ms * 1_000_000;
    own.set(own.get().plusMillis(ms));
  }

  private void acknowledged(long msAfterNoon) {
    clock.acknowledged(NOON.toEpochMilli() + msAfterNoon);
  }

  @Test
  void beforeTheFirstAcknowledgementItIsTheNodesOwnAndNotSure() {
    assertThat(clock.instant()).isEqualTo(NOON);
    assertThat(clock.isSure()).isFalse();
    assertThat(clock.offMs()).isZero();
    assertThat(clock.whenSure().instant()).as("nothing is over").isEqualTo(Instant.EPOCH);

    acknowledged(0);
    assertThat(clock.whenSure().instant()).isEqualTo(NOON);
  }

  @Test
  void itTellsTheDayInUtc() {
    assertThat(LocalDate.now(clock.withZone(ZoneOffset.UTC))).isEqualTo("2026-11-20");
  }

  @Test
  void aClockThatAgreesIsLeftAloneHoweverLongAnAcknowledgementTook() {
    pass(9_000);
    acknowledged(0);

    assertThat(clock.isSure()).isTrue();
    assertThat(clock.millis()).isEqualTo(own.get().toEpochMilli());
    pass(HOUR_MS);
    assertThat(clock.offMs()).isZero();
  }

  @Test
  void aClockThatIsTwoHoursAheadOrAMonthBehindIsPutRightAndGoesOn() {
    for (long off : new long[] {2 * HOUR_MS, -30 * 24 * HOUR_MS}) {
      own.set(NOON.plusMillis(off));
      acknowledged(0);

      assertThat(clock.instant()).isEqualTo(NOON);
      assertThat(clock.offMs()).isEqualTo(off);
      pass(1_500);
      assertThat(clock.millis()).isEqualTo(NOON.toEpochMilli() + 1_500);
      nanos = 0;
    }
  }

  @Test
  void aClockThatIsSetRightIsTakenAgain() {
    own.set(NOON.plusMillis(HOUR_MS));
    acknowledged(0);
    pass(5_000);
    own.set(NOON.plusMillis(5_000));

    assertThat(clock.offMs()).isZero();
    assertThat(clock.millis()).isEqualTo(NOON.toEpochMilli() + 5_000);
  }

  @Test
  void anAcknowledgementThatWasUnderWayForLongDoesNotTurnTheClockBack() {
    own.set(NOON.plusMillis(HOUR_MS));
    acknowledged(5_000);
    acknowledged(0);

    assertThat(clock.millis()).isEqualTo(NOON.toEpochMilli() + 5_000);
  }

  @Test
  void aBrokerThatWasAheadIsForgottenAfterAMinute() {
    acknowledged(HOUR_MS);
    pass(61_000);
    acknowledged(61_000);

    assertThat(clock.millis()).isEqualTo(own.get().toEpochMilli());
  }
}
