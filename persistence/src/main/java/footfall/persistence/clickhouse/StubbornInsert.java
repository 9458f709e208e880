package footfall.persistence.clickhouse;

import footfall.persistence.clickhouse.block.Block;
import footfall.protocol.measure.Timings;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

/**
 * Stores blocks however long it takes: the same bytes again while ClickHouse is away or busy,
 * halved where a value in them is refused, until the one bad row is alone and reported.
 */
final class StubbornInsert {
  /** One attempt to insert some blocks into one table. */
  @FunctionalInterface
  interface Attempt {
    /**
     * Returns once ClickHouse has acknowledged.
     *
     * @param token names these very rows, so that ClickHouse knows an insert whose answer was lost
     */
    void insert(String table, List<Block> blocks, UUID token) throws Exception;
  }

  /** Reports a block of one row that ClickHouse will never take. */
  @FunctionalInterface
  interface Refusal {
    void refused(String table, Block row, String detail);
  }

  /** What was done since the start; {@code times} of inserts that were stored. */
  record Counters(LongAdder rows, LongAdder failures, LongAdder refused, Timings times) {
    Counters() {
      this(
          new LongAdder(),
          new LongAdder(),
          new LongAdder(),
          new Timings(0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30));
    }
  }

  private static final int TRIES_BEFORE_HALVING = 3;

  private final Attempt attempt;
  private final ClickHouseSettings.Retry retry;
  private final CountDownLatch closed;
  private final Refusal refusal;
  private final Counters counters;

  StubbornInsert(
      Attempt attempt,
      ClickHouseSettings.Retry retry,
      CountDownLatch closed,
      Refusal refusal,
      Counters counters) {
    this.attempt = attempt;
    this.retry = retry;
    this.closed = closed;
    this.refusal = refusal;
    this.counters = counters;
  }

  /**
   * Returns once each row is stored or was reported as refused.
   *
   * @throws Backoff.Closed when the store is closed before
   */
  void store(String table, List<Block> blocks) throws InterruptedException {
    Backoff backoff = new Backoff("insert into " + table, retry, closed);
    UUID token = UUID.randomUUID();
    while (true) {
      try {
        long begun = System.nanoTime();
        attempt.insert(table, blocks, token);
        counters.times().addSince(begun);
        backoff.succeeded();
        counters.rows().add(rows(blocks));
        return;
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        counters.failures().increment();
        if (BlockInsert.isBadValue(e)) {
          separate(table, blocks, e);
          return;
        }
        if (BlockInsert.isTooHeavy(e)
            && backoff.failures() >= TRIES_BEFORE_HALVING
            && rows(blocks) > 1) {
          storeHalves(table, blocks);
          return;
        }
        backoff.failed(e);
      }
    }
  }

  private void separate(String table, List<Block> blocks, Exception e) throws InterruptedException {
    if (rows(blocks) > 1) {
      storeHalves(table, blocks);
    } else {
      counters.refused().increment();
      refusal.refused(table, blocks.get(0), ServerAnswer.describe(e));
    }
  }

  private void storeHalves(String table, List<Block> blocks) throws InterruptedException {
    int middle = blocks.size() / 2;
    if (middle > 0) {
      store(table, blocks.subList(0, middle));
      store(table, blocks.subList(middle, blocks.size()));
    } else {
      Block block = blocks.get(0);
      store(table, List.of(block.slice(0, block.rows() / 2)));
      store(table, List.of(block.slice(block.rows() / 2, block.rows())));
    }
  }

  private static int rows(List<Block> blocks) {
    return blocks.stream().mapToInt(Block::rows).sum();
  }
}
