package footfall.load.faults.schedule;

import footfall.load.faults.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The order of faults, a function of seed and index: rounds in which every fault comes once, each
 * round in an order of its own. A step has several of them, one after the other, but for those that
 * need traffic of their own.
 */
public final class Schedule {
  private final long seed;
  private final List<Fault> faults;
  private final int together;

  /**
   * @param together how many faults a step has at most, at least 1
   */
  public Schedule(long seed, List<Fault> faults, int together) {
    if (faults.isEmpty() || together < 1) {
      throw new IllegalArgumentException("there is no fault to inflict");
    }
    this.seed = seed;
    this.faults = List.copyOf(faults);
    this.together = together;
  }

  /** What step {@code index}, from 0, inflicts. */
  public List<Fault> step(int index) {
    return round(index / steps()).get(index % steps());
  }

  /** How many steps a round has. */
  public int steps() {
    int alone = (int) faults.stream().filter(Fault::isAlone).count();
    return alone + (faults.size() - alone + together - 1) / together;
  }

  private List<List<Fault>> round(int number) {
    List<Fault> others = new ArrayList<>();
    List<List<Fault>> steps = new ArrayList<>();
    faults.forEach(
        fault -> {
          if (fault.isAlone()) {
            steps.add(List.of(fault));
          } else {
            others.add(fault);
          }
        });
    Random random = new Random(mixed(seed, number));
    Collections.shuffle(others, random);
    for (int from = 0; from < others.size(); from += together) {
      steps.add(List.copyOf(others.subList(from, Math.min(from + together, others.size()))));
    }
    Collections.shuffle(steps, random);
    return steps;
  }

  /** Seed of all other chance in a step. */
  static long mixed(long seed, long index) {
    return (seed * 0x9E3779B97F4A7C15L + index) * 0xBF58476D1CE4E5B9L;
  }
}
