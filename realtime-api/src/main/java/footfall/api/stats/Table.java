package footfall.api.stats;

import footfall.persistence.stats.Answer;
import footfall.persistence.stats.Dimension;
import java.util.List;

/**
 * One page of a breakdown.
 *
 * @param page from 1
 * @param hasMore whether there is a next one
 */
record Table(Dimension dimension, List<Answer> rows, int page, boolean hasMore) {

  /** The page, of an answer that was asked for one row more than fit. */
  static Table of(Dimension dimension, int page, int limit, List<Answer> answers) {
    boolean hasMore = answers.size() > limit;
    return new Table(dimension, hasMore ? answers.subList(0, limit) : answers, page, hasMore);
  }
}
