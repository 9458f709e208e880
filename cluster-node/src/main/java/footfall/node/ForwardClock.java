package footfall.node;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * The time at which it was made, carried on by a clock that only runs forward. By the machine's
 * own, set back by an hour, nothing would fall due for an hour: no tick, no checkpoint.
 */
final class ForwardClock extends Clock {
  private final Instant begun;
  private final long begunNanos;
  private final LongSupplier nanoTime;

  ForwardClock(Clock own) {
    this(own, System::nanoTime);
  }

  ForwardClock(Clock own, LongSupplier nanoTime) {
    this.begun = own.instant();
    this.nanoTime = nanoTime;
    this.begunNanos = nanoTime.getAsLong();
  }

  @Override
  public Instant instant() {
    return begun.plusNanos(nanoTime.getAsLong() - begunNanos);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /**
   * Not needed here.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("take the moment and put it into its zone");
  }
}
