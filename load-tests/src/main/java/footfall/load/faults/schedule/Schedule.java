package footfall.load.faults.schedule;

import footfall.load.faults.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The order of faults, a function of seed and index: rounds in which every fault comes once, each
 * round in an order of its own.
 */
public final class Schedule {
  private final long seed;
  private final List<Fault> faults;

  public Schedule(long seed, List<Fault> faults) {
    if (faults.isEmpty()) {
      throw new IllegalArgumentException("there is no fault to inflict");
    }
    this.seed = seed;
    this.faults = List.copyOf(faults);
  }

  /** What step {@code index}, from 0, inflicts. */
  public Fault fault(int index) {
    List<Fault> round = new ArrayList<>(faults);
    Collections.shuffle(round, new Random(mixed(seed, index / faults.size())));
    return round.get(index % faults.size());
  }

  /** How many faults a round has. */
  public int round() {
    return faults.size();
  }

  /** Seed of all other chance in a step. */
  static long mixed(long seed, long index) {
    return (seed * 0x9E3779B97F4A7C15L + index) * 0xBF58476D1CE4E5B9L;
  }
}
