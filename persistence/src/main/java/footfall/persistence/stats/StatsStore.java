package footfall.persistence.stats;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where history is answered from. */
public interface StatsStore {
  /**
   * Answers a question; never blocks.
   *
   * @return fails with a {@link StatsException}
   */
  CompletionStage<List<Answer>> ask(Question question);
}
