package footfall.load.bench.stats;

import footfall.persistence.stats.Dimension;
import footfall.persistence.stats.Filter;
import footfall.persistence.stats.Filter.Operator;
import footfall.persistence.stats.Metric;
import footfall.persistence.stats.Question;
import footfall.persistence.stats.Question.Buckets;
import footfall.persistence.stats.Question.Grouping;
import footfall.persistence.stats.Question.Period;
import footfall.persistence.stats.Question.Values;
import footfall.persistence.stats.Question.Whole;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** What a dashboard asks when it opens, and when somebody clicks on a row. */
final class Questions {
  private static final int ROWS = 11;

  private final String website;
  private final Instant end;

  /**
   * @param end of every period
   */
  Questions(String website, Instant end) {
    this.website = website;
    this.end = end;
  }

  /** A question and what to call it. */
  record Named(String name, Question question) {}

  /** The figures of all days together. */
  Question everything(int days) {
    return question(days, List.of(Metric.PAGEVIEWS, Metric.SESSIONS), List.of(), new Whole());
  }

  /** All kinds, over the last so many days. */
  List<Named> over(int days) {
    List<Filter> none = List.of();
    List<Filter> social = filter(Operator.IS, "source", "social");
    List<Filter> page = filter(Operator.CONTAINS, "page_path", "/a");
    List<Metric> visitors = List.of(Metric.VISITORS);
    List<Named> all = new ArrayList<>();
    all.add(named("all figures", compared(days, List.of(Metric.values()), none, new Whole())));
    all.add(named("chart of visitors", compared(days, visitors, none, new Buckets())));
    List<Metric> pages = List.of(Metric.VISITORS, Metric.PAGEVIEWS);
    all.add(named("pages", question(days, pages, none, by("page_path"))));
    all.add(named("entry pages", question(days, visitors, none, by("entry_page"))));
    List<Metric> sources = List.of(Metric.VISITORS, Metric.BOUNCE_RATE);
    all.add(named("sources, bounce rate", question(days, sources, none, by("source"))));
    all.add(named("countries", question(days, visitors, none, by("country"))));
    all.add(named("browsers", question(days, visitors, none, by("browser"))));
    all.add(
        named(
            "all figures, a source",
            question(days, List.of(Metric.values()), social, new Whole())));
    all.add(named("pages, a source", question(days, pages, social, by("page_path"))));
    all.add(
        named(
            "all figures, some pages",
            question(days, List.of(Metric.values()), page, new Whole())));
    all.add(named("sources, some pages", question(days, sources, page, by("source"))));
    return all;
  }

  private static Named named(String name, Question question) {
    return new Named(name, question);
  }

  private static Values by(String dimension) {
    return new Values(Dimension.of(dimension).orElseThrow(), ROWS, 0);
  }

  private static List<Filter> filter(Operator operator, String dimension, String value) {
    return List.of(new Filter(operator, Dimension.of(dimension).orElseThrow(), List.of(value)));
  }

  private Question question(
      int days, List<Metric> metrics, List<Filter> filters, Grouping grouping) {
    return new Question(website, period(days, end), Optional.empty(), metrics, filters, grouping);
  }

  private Question compared(
      int days, List<Metric> metrics, List<Filter> filters, Grouping grouping) {
    Instant start = end.minus(Duration.ofDays(days));
    return new Question(
        website, period(days, end), Optional.of(period(days, start)), metrics, filters, grouping);
  }

  private static Period period(int days, Instant end) {
    Duration step = days == 1 ? Duration.ofHours(1) : Duration.ofDays(1);
    Instant start = end.minus(Duration.ofDays(days));
    long buckets = Duration.between(start, end).dividedBy(step);
    return new Period(
        LongStream.range(0, buckets).mapToObj(i -> start.plus(step.multipliedBy(i))).toList(), end);
  }
}
