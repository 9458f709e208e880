package footfall.persistence.stats;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where it is answered how far sessions went through a funnel. */
public interface FunnelStore {
  /**
   * Those who reached a step, and so all before it, scaled where not all visitors are counted.
   *
   * @param visitors distinct users, known by the hit that reached the first step: none is counted
   *     twice because it signed in on the way
   */
  record Reached(long sessions, long visitors) {}

  /**
   * An answer.
   *
   * @param steps in their order
   * @param sampled whether some of the sessions stand for more than themselves
   */
  record Walked(List<Reached> steps, boolean sampled) {
    public Walked {
      steps = List.copyOf(steps);
    }
  }

  /**
   * Answers; never blocks.
   *
   * @return fails with a {@link StatsException}
   */
  CompletionStage<Walked> ask(FunnelQuestion question);
}
