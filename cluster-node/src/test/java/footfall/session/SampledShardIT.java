package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.persistence.clickhouse.SessionRow;
import footfall.session.ShardOnStack.Tuning;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a record says about sampling, on its way to rows and through a shard's journal. */
class SampledShardIT extends ShardsOnStack {
  private static final int PARTITION = 30;
  private static final String SITE = "w" + PARTITION;

  @Test
  void aSessionKeepsTheRateItOpenedAtThroughACrashAndNoHeaderHarmsTheShard() {
    ShardOnStack first = start(PARTITION, Tuning.USUAL);
    long sampled = log.sampled(SITE, visitor(0), "/a", "0.25");
    long unread = log.sampled(SITE, visitor(1), "/a", "1e-300\u0000");
    long everybody = log.pageview(SITE, visitor(2), "/a");
    awaitCounted(first, 3);
    awaitCheckpoint(first);
    first.close();
    start(PARTITION, Tuning.USUAL);
    long other = log.sampled(SITE, visitor(0), "/b", "0.5");

    awaitAll(PARTITION, 3);
    assertThat(first.metrics.unreadRates.sum()).isEqualTo(1);
    assertThat(first.metrics.restarts.sum()).isZero();
    assertThat(rejected(PARTITION)).isEmpty();
    assertThat(store.rates(PARTITION))
        .isEqualTo(Map.of(sampled, 0.25, unread, 1.0, everybody, 1.0, other, 0.5));
    assertThat(store.sessions().values()).extracting(SessionRow::samplingRate).contains(0.25);
  }

  private static String visitor(int n) {
    return TopicLog.visitor(SITE, PARTITION, n);
  }
}
