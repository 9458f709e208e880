package footfall.protocol.hit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventTimeTest {
  private static final long SERVER = Hits.TIME;
  private static final long DAY = 86_400_000;
  private static final long MINUTE = 60_000;

  @Test
  void aClientIsBelievedDownToSevenDaysAgoAndNoFurther() {
    assertThat(of(-7 * DAY)).isEqualTo(new EventTime(SERVER - 7 * DAY, true, false));
    assertThat(of(-7 * DAY - 1)).isEqualTo(new EventTime(SERVER, false, true));
  }

  @Test
  void aClientIsBelievedUpToAMinuteAheadAndNoFurther() {
    assertThat(of(MINUTE)).isEqualTo(new EventTime(SERVER + MINUTE, true, false));
    assertThat(of(MINUTE + 1)).isEqualTo(new EventTime(SERVER, false, false));
  }

  @Test
  void aClockUpToHalfAnHourAheadCountsByTheServersTimeAndOneBeyondIsFar() {
    assertThat(of(30 * MINUTE)).isEqualTo(new EventTime(SERVER, false, false));
    assertThat(of(30 * MINUTE + 1)).isEqualTo(new EventTime(SERVER, false, true));
  }

  @Test
  void aClientThatAgreesWithTheServerIsBelieved() {
    assertThat(of(0)).isEqualTo(new EventTime(SERVER, true, false));
  }

  @Test
  void theEndsOfTimeAreFar() {
    assertThat(EventTime.of(0, SERVER).far()).isTrue();
    assertThat(EventTime.of(Limits.MAX_TIMESTAMP, SERVER).far()).isTrue();
  }

  private static EventTime of(long ahead) {
    return EventTime.of(SERVER + ahead, SERVER);
  }
}
