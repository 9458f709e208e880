package footfall.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ForwardClockTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private long nanos = 77;

  @Test
  void itGoesOnWhateverTheMachinesClockIsSetTo() {
    Instant[] own = {NOON};
    Clock machine =
        new Clock() {
          @Override
          public Instant instant() {
            return own[0];
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    ForwardClock clock = new ForwardClock(machine, () -> nanos);
    assertThat(clock.instant()).isEqualTo(NOON);

    own[0] = NOON.minusSeconds(3_600);
    nanos += 1_500_000_000;

    assertThat(clock.instant()).isEqualTo(NOON.plusMillis(1_500));
    assertThat(clock.millis()).isEqualTo(NOON.toEpochMilli() + 1_500);
  }
}
