package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import footfall.ingest.kafka.PartitionRecord;
import footfall.ingest.kafka.RecordReading;
import footfall.protocol.hit.DropReason;
import footfall.protocol.hit.EventType;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.HitDecoder;
import footfall.protocol.hit.Validation;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private final Map<EventType, Integer> read = new EnumMap<>(EventType.class);

  @Test
  void everyKindOfHitIsTakenInAndNoneIsRefused() {
    long hits =
        WarmUp.run(
            new RecordReading(1, (value, type) -> content(HitDecoder.decode(value, type))),
            Duration.ofMillis(1));

    assertThat(hits).isPositive();
    assertThat(read.values().stream().mapToInt(count -> count).sum()).isEqualTo(hits);
    assertThat(read).containsOnlyKeys(EventType.values());
  }

  @Test
  void aWarmUpOfNoTimeDoesNothing() {
    assertThat(WarmUp.run(refusing(), Duration.ZERO)).isZero();
  }

  @Test
  void hitsThatAreRefusedWouldWarmTheWrongPath() {
    assertThatThrownBy(() -> WarmUp.run(refusing(), Duration.ofMillis(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was refused");
  }

  private PartitionRecord.Content content(Validation read) {
    Hit hit = ((Validation.Accepted) read).hit();
    this.read.merge(hit.eventType(), 1, Integer::sum);
    return new PartitionRecord.Accepted(hit, Hits.on("/"));
  }

  private static RecordReading refusing() {
    return new RecordReading(
        1, (value, type) -> new PartitionRecord.Refused(DropReason.MALFORMED, "no"));
  }
}
