package footfall.api.stats;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How a chart's time is cut. Weeks begin on Monday; the first of weeks or months may be shorter.
 */
enum Interval {
  MINUTE,
  HOUR,
  DAY,
  WEEK,
  MONTH;

  /** The longest day has 25 hours of minutes. */
  static final int MOST_POINTS = 1_500;

  /** Empty for a text that names none. */
  static Optional<Interval> of(String wire) {
    for (Interval interval : values()) {
      if (interval.wire().equals(wire)) {
        return Optional.of(interval);
      }
    }
    return Optional.empty();
  }

  /** As in requests and answers. */
  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a chart of so many days is cut into where nobody says. */
  static Interval fitting(Dates dates) {
    if (dates.days() == 1) {
      return HOUR;
    }
    return dates.days() <= 92 ? DAY : MONTH;
  }

  /**
   * Whether a chart of these dates has at most {@link #MOST_POINTS} points, whatever the time zone.
   */
  boolean fits(Dates dates) {
    return switch (this) {
      case MINUTE -> dates.days() == 1;
      case HOUR -> dates.days() <= 60;
      case DAY, WEEK, MONTH -> dates.days() <= MOST_POINTS;
    };
  }

  /**
   * When each bucket begins, ascending. An hour or minute is that long by any clock, so the day on
   * which clocks go back has 25 hours; a day that a time zone left out has no bucket.
   */
  List<Instant> starts(Dates dates, ZoneId zone) {
    return switch (this) {
      case MINUTE -> steps(dates, zone, Duration.ofMinutes(1));
      case HOUR -> steps(dates, zone, Duration.ofHours(1));
      case DAY -> days(dates, zone, day -> true);
      case WEEK -> days(dates, zone, day -> day.getDayOfWeek() == DayOfWeek.MONDAY);
      case MONTH -> days(dates, zone, day -> day.getDayOfMonth() == 1);
    };
  }

  private static List<Instant> days(Dates dates, ZoneId zone, Predicate<LocalDate> begins) {
    List<Instant> starts = new ArrayList<>();
    for (LocalDate day = dates.from(); !day.isAfter(dates.to()); day = day.plusDays(1)) {
      Instant start = day.atStartOfDay(zone).toInstant();
      boolean isLater = starts.isEmpty() || start.isAfter(starts.get(starts.size() - 1));
      if (isLater && (starts.isEmpty() || begins.test(day))) {
        starts.add(start);
      }
    }
    return starts;
  }

  private static List<Instant> steps(Dates dates, ZoneId zone, Duration step) {
    List<Instant> starts = new ArrayList<>();
    for (LocalDate day = dates.from(); !day.isAfter(dates.to()); day = day.plusDays(1)) {
      Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
      Instant at = day.atStartOfDay(zone).toInstant();
      for (; at.isBefore(end); at = at.plus(step)) {
        starts.add(at);
      }
    }
    return starts.isEmpty() ? List.of(dates.end(zone)) : starts;
  }
}
