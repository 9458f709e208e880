package footfall.load.bench.fanout;

import java.util.SplittableRandom;

/** How a dashboard takes its frames. */
enum Habit {
  /** At once. */
  READS,
  /** A hundred bytes a second. */
  SLOW,
  /** Never after the upgrade. */
  STALLED;

  private static final double MISBEHAVING_SHARE = 0.05;

  /** 5 % slow, 5 % stalled. */
  static Habit any(SplittableRandom random) {
    double drawn = random.nextDouble();
    return drawn < MISBEHAVING_SHARE ? SLOW : drawn < 2 * MISBEHAVING_SHARE ? STALLED : READS;
  }
}
