package footfall.persistence.clickhouse;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits longer after each failure in a row, tells the log now and then, ends when closed. */
final class Backoff {
  private static final Logger LOG = LoggerFactory.getLogger(Backoff.class);

  /** The store was closed while rows were under way; a restarted shard sends them again. */
  static final class Closed extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    Closed() {
      super("the event store was closed before ClickHouse acknowledged; the rows are sent again");
    }
  }

  private final String what;
  private final ClickHouseSettings.Retry retry;
  private final CountDownLatch closed;
  private long failures;
  private long failingSince;

  Backoff(String what, ClickHouseSettings.Retry retry, CountDownLatch closed) {
    this.what = what;
    this.retry = retry;
    this.closed = closed;
  }

  long failures() {
    return failures;
  }

  /**
   * Waits after a failure: 100 ms, 200 ms, ... as the settings say, a fifth more or less so that
   * nodes do not knock together.
   */
  void failed(Exception cause) throws InterruptedException {
    failures++;
    if (failures == 1) {
      failingSince = System.nanoTime();
    }
    if (Long.bitCount(failures) == 1) {
      LOG.warn("{} failed {} times, trying on: {}", what, failures, ServerAnswer.describe(cause));
    }
    int doublings = (int) Math.min(failures - 1, 20);
    long millis = Math.min(retry.longest().toMillis(), retry.first().toMillis() << doublings);
    long jitter = ThreadLocalRandom.current().nextLong(-millis / 5, millis / 5 + 1);
    if (closed.await(millis + jitter, TimeUnit.MILLISECONDS)) {
      throw new Closed();
    }
  }

  void succeeded() {
    if (failures > 0) {
      Duration away = Duration.ofNanos(System.nanoTime() - failingSince);
      LOG.info("{} succeeded after {} failures in {} ms", what, failures, away.toMillis());
      failures = 0;
    }
  }
}
