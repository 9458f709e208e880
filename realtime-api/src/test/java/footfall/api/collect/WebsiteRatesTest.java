package footfall.api.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebsiteRatesTest {
  private static final int MOST = 10_000_000;

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final WebsiteRates rates = new WebsiteRates(nanos::get);

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 10, 999, 1_000_000})
  void twoSecondsOfHitsPassAtOnceAndASecondsWorthEachSecondAfter(int rate) {
    assertThat(taken("site", rate)).isEqualTo(2 * rate);
    pass(Duration.ofSeconds(1));
    assertThat(taken("site", rate)).isEqualTo(rate);
    pass(Duration.ofHours(1));
    assertThat(taken("site", rate)).isEqualTo(2 * rate);
  }

  @Test
  void aTokenComesBackWhenItIsDueAndNotBefore() {
    assertThat(taken("site", 10)).isEqualTo(20);
    pass(Duration.ofMillis(100).minusNanos(1));
    assertThat(rates.take("site", 10)).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(rates.take("site", 10)).isTrue();
    assertThat(rates.take("site", 10)).isFalse();
  }

  @Test
  void aWebsiteOverItsRateTakesNothingFromAnother() {
    assertThat(taken("loud", 1)).isEqualTo(2);
    assertThat(taken("quiet", 5)).isEqualTo(10);
  }

  @Test
  void aRateThatIsRaisedCountsFromTheNextHit() {
    assertThat(taken("site", 1)).isEqualTo(2);
    pass(Duration.ofMillis(1));
    assertThat(rates.take("site", 1)).isFalse();
    assertThat(rates.take("site", 1_000)).isTrue();
  }

  @Test
  void threadsTogetherTakeNoMoreThanThereIs() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Integer> taker = () -> taken("site", 50_000);
      int all = 0;
      for (Future<Integer> part :
          threads.invokeAll(IntStream.range(0, 4).mapToObj(i -> taker).toList())) {
        all += part.get();
      }
      assertThat(all).isEqualTo(100_000);
    } finally {
      threads.shutdown();
    }
  }

  /** How many hits pass until one does not. */
  private int taken(String websiteId, int rate) {
    int taken = 0;
    while (taken < MOST && rates.take(websiteId, rate)) {
      taken++;
    }
    return taken;
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
