package footfall.retention;

import java.util.concurrent.atomic.LongAdder;

/** What retention did on this node since it started. Any thread. */
public final class RetentionCounters {
  private final LongAdder rows = new LongAdder();
  private final LongAdder passes = new LongAdder();
  private final LongAdder failures = new LongAdder();

  /** Rows deleted, of all tables. */
  public long rows() {
    return rows.sum();
  }

  /** Passes that went through all websites. */
  public long passes() {
    return passes.sum();
  }

  /** Passes that a store's absence ended; each is tried again. */
  public long failures() {
    return failures.sum();
  }

  void countRows(long deleted) {
    rows.add(deleted);
  }

  void countPass() {
    passes.increment();
  }

  void countFailure() {
    failures.increment();
  }
}
