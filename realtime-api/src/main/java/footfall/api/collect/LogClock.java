package footfall.api.collect;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * This node's clock, unless the log shows that it is wrong: then the time at which records are
 * appended, as Kafka acknowledges it, carried on by a clock that only runs forward. Without it a
 * node whose clock is wrong would date clients' hits by it, and show half an hour that is not now.
 * Any thread.
 */
public final class LogClock extends Clock {
  /** Between an append and its acknowledgement's arrival lies this at most. */
  private static final long ACKNOWLEDGED_WITHIN_MS = 10_000;

  /** Clocks of two machines that are set by the same means differ by less. */
  private static final long CLOCKS_AGREE_WITHIN_MS = 1_000;

  /** A later append time counts at once, an earlier one only after this time. */
  private static final long KEEPS_MS = 60_000;

  private static final long NANOS_PER_MS = 1_000_000;

  private final Clock own;
  private final LongSupplier nanoTime;
  private volatile Seen last;

  /** An append time, and when it was seen, in ms of the clock that only runs forward. */
  private record Seen(long appendTime, long at) {}

  public LogClock(Clock own) {
    this(own, System::nanoTime);
  }

  LogClock(Clock own, LongSupplier nanoTime) {
    this.own = own;
    this.nanoTime = nanoTime;
  }

  /** Kafka has just acknowledged a record that it appended then, epoch ms. */
  public void acknowledged(long appendTime) {
    long at = running();
    Seen before = last;
    if (before == null || appendTime >= now(before, at) || at - before.at > KEEPS_MS) {
      last = new Seen(appendTime, at);
    }
  }

  /** Not before the first acknowledgement: until then what is told is this node's own time. */
  boolean isSure() {
    return last != null;
  }

  /**
   * The same, but until it is sure the beginning of time: for those who would throw something away
   * because it is long over.
   */
  public InstantSource whenSure() {
    return () -> isSure() ? instant() : Instant.EPOCH;
  }

  /** How far this node's clock is ahead of the log's, ms; 0 where it is not seen to be wrong. */
  public long offMs() {
    Seen seen = last;
    return seen == null ? 0 : off(own.millis(), now(seen, running()));
  }

  @Override
  public long millis() {
    return own.millis() - offMs();
  }

  @Override
  public Instant instant() {
    return own.instant().minusMillis(offMs());
  }

  private static long off(long ours, long log) {
    long ahead = ours - log;
    return ahead < -CLOCKS_AGREE_WITHIN_MS || ahead > ACKNOWLEDGED_WITHIN_MS ? ahead : 0;
  }

  private static long now(Seen seen, long at) {
    return seen.appendTime + (at - seen.at);
  }

  private long running() {
    return nanoTime.getAsLong() / NANOS_PER_MS;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /**
   * @throws UnsupportedOperationException for every zone but UTC
   */
  @Override
  public Clock withZone(ZoneId zone) {
    if (zone.normalized().equals(ZoneOffset.UTC)) {
      return this;
    }
    throw new UnsupportedOperationException("take the moment and put it into its zone");
  }
}
