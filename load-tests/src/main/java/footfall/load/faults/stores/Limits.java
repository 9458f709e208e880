package footfall.load.faults.stores;

import java.time.Duration;

/** Figures of RELIABILITY 4.3 and 5 that several faults are held to. */
final class Limits {
  /** A minority downs itself: 20 s, and 2 s for the longer pauses that two cores must accept. */
  static final Duration DOWNED = Duration.ofSeconds(22);

  /** Others have taken over all shards: 34 s on two cores. */
  static final Duration TAKEN_OVER = Duration.ofSeconds(34);

  /** After a store is back, or while one is away that hits do not need. */
  static final Duration RESUMED = Duration.ofSeconds(15);

  /** After nodes have come back. */
  static final Duration RETURNED = Duration.ofSeconds(60);

  /** What ClickHouse missed is stored. */
  static final Duration DRAINED = Duration.ofMinutes(5);

  /** After so long it is no slow recovery any more, but none. */
  static final Duration NEVER = Duration.ofMinutes(8);

  private Limits() {}
}
