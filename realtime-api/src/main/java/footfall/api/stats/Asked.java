package footfall.api.stats;

import footfall.api.access.Refused;
import footfall.persistence.metadata.Website;
import footfall.persistence.stats.Filter;
import footfall.persistence.stats.Metric;
import footfall.persistence.stats.Question;
import footfall.persistence.stats.Question.Grouping;
import footfall.persistence.stats.Question.Period;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What every question of the stats API says: which days of which website, which metrics, which
 * hits.
 *
 * @param compared the days beside them, where asked for
 * @param comparedUntil how much of those counts where figures of all days are asked for: no more
 *     than has passed of {@code dates}; all of it where empty
 */
record Asked(
    Website website,
    ZoneId zone,
    Dates dates,
    Optional<Dates> compared,
    Optional<Instant> comparedUntil,
    List<Metric> metrics,
    List<Filter> filters) {
  /** The parameters all questions have. */
  static final Set<String> PARAMETERS =
      Set.of("period", "date", "from", "to", "time_zone", "metrics", "filters", "compare");

  static final int MOST_DAYS = 1_830;

  private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(2099, 12, 31);
  private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());
  private static final String PERIODS = "day, 7d, 30d, month, 6mo, 12mo or custom";

  /**
   * Reads the parameters.
   *
   * @throws Refused 400 for the first that says nothing
   */
  static Asked of(Parameters given, Website website, Instant now) {
    ZoneId zone =
        given.one(
            "time_zone",
            text -> ZONES.contains(text) ? Optional.of(ZoneId.of(text)) : Optional.empty(),
            ZoneId.of(website.timeZone()),
            "an IANA name such as Europe/Berlin");
    Dates dates = dates(given, now.atZone(zone).toLocalDate());
    Optional<Dates> compared = compared(given, dates);
    return new Asked(
        website,
        zone,
        dates,
        compared,
        compared.flatMap(others -> dates.asFarAs(now, others, zone)),
        metrics(given),
        given.find("filters").map(Filters::read).orElse(List.of()));
  }

  private static Dates dates(Parameters given, LocalDate today) {
    boolean ownDates = given.find("from").isPresent() || given.find("to").isPresent();
    String period = given.find("period").orElse(ownDates ? "custom" : "30d");
    if (period.equals("custom")) {
      return custom(given);
    }
    if (ownDates) {
      throw Parameters.refused("from and to", "belong to period=custom");
    }
    LocalDate date = given.one("date", Asked::date, today, "a day such as 2026-11-21");
    return switch (period) {
      case "day" -> new Dates(date, date);
      case "7d" -> new Dates(date.minusDays(6), date);
      case "30d" -> new Dates(date.minusDays(29), date);
      case "month" -> months(date, 1);
      case "6mo" -> months(date, 6);
      case "12mo" -> months(date, 12);
      default -> throw Parameters.refused("period", "must be " + PERIODS);
    };
  }

  /** Whole calendar months, that of the date the last. */
  private static Dates months(LocalDate date, int count) {
    LocalDate first = date.withDayOfMonth(1);
    return new Dates(first.minusMonths(count - 1L), first.plusMonths(1).minusDays(1));
  }

  private static Dates custom(Parameters given) {
    if (given.find("date").isPresent()) {
      throw Parameters.refused("date", "does not belong to period=custom, which has from and to");
    }
    LocalDate from = required(given, "from");
    LocalDate to = required(given, "to");
    Dates dates = new Dates(from, to);
    if (dates.days() < 1 || dates.days() > MOST_DAYS) {
      throw Parameters.refused("to", "must be from 0 to " + (MOST_DAYS - 1) + " days after from");
    }
    return dates;
  }

  private static LocalDate required(Parameters given, String name) {
    String rule = "a day such as 2026-11-21";
    if (given.find(name).isEmpty()) {
      throw Parameters.refused(name, "must be there with period=custom, as " + rule);
    }
    return given.one(name, Asked::date, FIRST_DAY, rule);
  }

  private static Optional<LocalDate> date(String text) {
    if (!text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(text))
          .filter(day -> !day.isBefore(FIRST_DAY) && !day.isAfter(LAST_DAY));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static Optional<Dates> compared(Parameters given, Dates dates) {
    return given.one(
        "compare",
        text ->
            switch (text) {
              case "none" -> Optional.of(Optional.<Dates>empty());
              case "previous_period" -> Optional.of(Optional.of(dates.before()));
              case "previous_year" -> Optional.of(Optional.of(dates.aYearBefore()));
              default -> Optional.empty();
            },
        Optional.empty(),
        "none, previous_period or previous_year");
  }

  private static List<Metric> metrics(Parameters given) {
    return given.one(
        "metrics",
        Asked::metricsOf,
        List.of(Metric.VISITORS),
        "some of %s, each once, separated by commas"
            .formatted(
                String.join(", ", Arrays.stream(Metric.values()).map(Metric::wire).toList())));
  }

  private static Optional<List<Metric>> metricsOf(String text) {
    Set<Metric> metrics = new LinkedHashSet<>();
    for (String name : text.split(",", -1)) {
      Optional<Metric> metric = Metric.of(name);
      if (metric.isEmpty() || !metrics.add(metric.get())) {
        return Optional.empty();
      }
    }
    return Optional.of(new ArrayList<>(metrics));
  }

  /**
   * The question for the store.
   *
   * @param cut when each bucket of some days begins
   */
  Question question(Grouping grouping, Function<Dates, List<Instant>> cut) {
    return new Question(
        website.websiteId(),
        period(dates, cut),
        compared.map(days -> period(days, cut)),
        metrics,
        filters,
        grouping);
  }

  /** The question without buckets, which compares what has passed only. */
  Question question(Grouping grouping) {
    Question whole =
        question(grouping, days -> List.of(days.from().atStartOfDay(zone).toInstant()));
    return new Question(
        whole.websiteId(),
        whole.period(),
        whole
            .compared()
            .map(period -> new Period(period.starts(), comparedUntil.orElse(period.end()))),
        metrics,
        filters,
        grouping);
  }

  private Period period(Dates days, Function<Dates, List<Instant>> cut) {
    return new Period(cut.apply(days), days.end(zone));
  }
}
