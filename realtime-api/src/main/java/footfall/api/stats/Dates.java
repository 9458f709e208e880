package footfall.api.stats;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

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

  /** When the day after the last begins. */
  Instant end(ZoneId zone) {
    return to.plusDays(1).atStartOfDay(zone).toInstant();
  }
}
