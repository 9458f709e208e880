package footfall.persistence.stats;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of a website's history.
 *
 * @param compared another period whose figures stand beside those of {@code period}
 * @param metrics at least one; a breakdown's rows are ordered by the first, the largest first
 * @param filters hits and sessions must pass all of them
 */
public record Question(
    String websiteId,
    Period period,
    Optional<Period> compared,
    List<Metric> metrics,
    List<Filter> filters,
    Grouping grouping) {

  public Question {
    metrics = List.copyOf(metrics);
    filters = List.copyOf(filters);
  }

  /**
   * Some time, cut into buckets.
   *
   * @param starts whole seconds, ascending, of each bucket; the first is the period's start
   * @param end whole second, exclusive
   */
  public record Period(List<Instant> starts, Instant end) {
    public Period {
      starts = List.copyOf(starts);
    }

    /** One bucket. */
    public static Period of(Instant start, Instant end) {
      return new Period(List.of(start), end);
    }

    /** When the first bucket begins. */
    public Instant start() {
      return starts.get(0);
    }
  }

  /** What an answer's rows are. */
  public sealed interface Grouping {}

  /** One row, with an empty key, of all. */
  public record Whole() implements Grouping {}

  /** A row for each bucket that has anything, its key the bucket's number from 1. */
  public record Buckets() implements Grouping {}

  /**
   * A row for each value that the period has, its key the value; of those as many as {@code limit}
   * after the first {@code offset}, ordered by the first metric, then the value. A value that only
   * hits have (a page, an event's name, a prop, a custom dimension) has no row where it is empty.
   */
  public record Values(Dimension dimension, int limit, int offset) implements Grouping {}
}
