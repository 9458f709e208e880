package footfall.load.faults;

import footfall.load.faults.ledger.LoadPlan;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One kind of fault of RELIABILITY 4.3: how it is inflicted, and what of it must hold at once. */
public interface Fault {
  /** Its number there, such as {@code F9}; variants add a word, such as {@code F9-pause}. */
  String id();

  /** What it does, in a few words, such as "kill -9 of Kafka, down for 30 s". */
  String name();

  /** Why it cannot be inflicted on this machine (no root, no tool); empty where it can. */
  default Optional<String> cannotRun() {
    return Optional.empty();
  }

  /** The traffic it is to be inflicted on, where that must be special. */
  default LoadPlan load(LoadPlan usual) {
    return usual;
  }

  /** Whether it has a step to itself, because of its traffic or what it does with all of it. */
  default boolean isAlone() {
    return false;
  }

  /**
   * Inflicts it on a cluster under load and heals it again: on return every node that should live
   * is ready and every store answers. What must hold for all hits is checked after it, by others.
   *
   * @param random the only source of chance, so that a seed repeats what was done
   * @return what was done and measured; a missed figure is a reason in it, not an exception
   * @throws Exception where the fault itself could not be inflicted or healed
   */
  FaultOutcome inflict(Cluster cluster, RandomGenerator random) throws Exception;
}
