package footfall.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AtRateTest {

  @Test
  void noMoreHitsAreSentThanTheRateAsksFor() {
    AtomicInteger marks = new AtomicInteger();
    AtomicInteger hits = new AtomicInteger();

    long sent =
        AtRate.send(
            1_000,
            Duration.ofMillis(200),
            hits::incrementAndGet,
            Duration.ofMillis(50),
            marks::incrementAndGet);

    assertThat(sent).isEqualTo(hits.get()).isBetween(1L, 201L);
    assertThat(marks.get()).isBetween(1, 5);
  }
}
