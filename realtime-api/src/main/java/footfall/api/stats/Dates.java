package footfall.api.stats;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Whole days, both included. */
record Dates(LocalDate from, LocalDate to) {

  /** How many days. */
  long days() {
    return ChronoUnit.DAYS.between(from, to) + 1;
  }

  /** As many days, right before; of whole calendar months as many months. */
  Dates before() {
    LocalDate next = to.plusDays(1);
    if (from.getDayOfMonth() == 1 && next.getDayOfMonth() == 1) {
      return new Dates(from.minusMonths(ChronoUnit.MONTHS.between(from, next)), from.minusDays(1));
    }
    return new Dates(from.minusDays(days()), from.minusDays(1));
  }

  /** The same dates of the year before; 29 February becomes the 28th. */
  Dates aYearBefore() {
    return new Dates(from.minusYears(1), to.minusYears(1));
  }

  /**
   * How far other days had come when these had come as far as they have now: the same day of them
   * at the same time of day, to the second for a single day and to the quarter of an hour for more.
   * Empty where these days are over, or have not begun.
   */
  Optional<Instant> asFarAs(Instant now, Dates others, ZoneId zone) {
    LocalDateTime local = LocalDateTime.ofInstant(now, zone);
    if (local.toLocalDate().isBefore(from) || local.toLocalDate().isAfter(to)) {
      return Optional.empty();
    }
    LocalTime time = local.toLocalTime().truncatedTo(ChronoUnit.SECONDS);
    if (days() > 1) {
      time = time.truncatedTo(ChronoUnit.HOURS).plusMinutes(time.getMinute() / 15 * 15L);
    }
    long gone = ChronoUnit.DAYS.between(from, local.toLocalDate());
    Instant until = others.from.plusDays(gone).atTime(time).atZone(zone).toInstant();
    return Optional.of(until).filter(it -> it.isBefore(others.end(zone)));
  }

  /** When the day after the last begins. */
  Instant end(ZoneId zone) {
    return to.plusDays(1).atStartOfDay(zone).toInstant();
  }
}
