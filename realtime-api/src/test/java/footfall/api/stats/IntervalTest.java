package footfall.api.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static Dates dates(String from, String to) {
    return new Dates(LocalDate.parse(from), LocalDate.parse(to));
  }

  private static List<String> starts(Interval interval, Dates dates, ZoneId zone) {
    return interval.starts(dates, zone).stream()
        .map(start -> start.atZone(zone).toOffsetDateTime().toString())
        .toList();
  }

  @Test
  void theDayOnWhichClocksGoBackHas25HoursOfWhichTwoAreTwoOClock() {
    assertThat(starts(Interval.HOUR, dates("2026-10-25", "2026-10-25"), BERLIN))
        .hasSize(25)
        .startsWith("2026-10-25T00:00+02:00", "2026-10-25T01:00+02:00")
        .contains("2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00")
        .endsWith("2026-10-25T23:00+01:00");
  }

  @Test
  void theDayOnWhichClocksGoForwardHas23HoursAndNoTwoOClock() {
    assertThat(starts(Interval.HOUR, dates("2026-03-29", "2026-03-29"), BERLIN))
        .hasSize(23)
        .contains("2026-03-29T01:00+01:00", "2026-03-29T03:00+02:00")
        .noneMatch(it -> it.contains("T02:"));
  }

  @Test
  void daysBeginAtMidnightOnBothSidesOfAChangeOfClocks() {
    List<Instant> starts = Interval.DAY.starts(dates("2026-10-24", "2026-10-26"), BERLIN);
    assertThat(starts).hasSize(3);
    assertThat(Duration.between(starts.get(0), starts.get(1))).hasHours(24);
    assertThat(Duration.between(starts.get(1), starts.get(2))).hasHours(25);
    assertThat(dates("2026-10-24", "2026-10-26").end(BERLIN))
        .isEqualTo(Instant.parse("2026-10-26T23:00:00Z"));
  }

  @Test
  void aDayWithoutMidnightBeginsAnHourLater() {
    ZoneId cairo = ZoneId.of("Africa/Cairo");
    assertThat(starts(Interval.HOUR, dates("2026-04-24", "2026-04-24"), cairo))
        .hasSize(23)
        .startsWith("2026-04-24T01:00+03:00");
  }

  @Test
  void aChangeByHalfAnHourLeavesHalfAnHourAtTheEnd() {
    ZoneId lordHowe = ZoneId.of("Australia/Lord_Howe");
    List<Instant> starts = Interval.HOUR.starts(dates("2026-04-05", "2026-04-05"), lordHowe);
    assertThat(starts).hasSize(25);
    assertThat(Duration.between(starts.get(24), dates("2026-04-05", "2026-04-05").end(lordHowe)))
        .hasMinutes(30);
  }

  @Test
  void aDayThatAZoneLeftOutHasNoBucket() {
    ZoneId apia = ZoneId.of("Pacific/Apia");
    assertThat(starts(Interval.DAY, dates("2011-12-29", "2011-12-31"), apia))
        .containsExactly("2011-12-29T00:00-10:00", "2011-12-31T00:00+14:00");
    assertThat(Interval.HOUR.starts(dates("2011-12-30", "2011-12-30"), apia)).hasSize(1);
  }

  @Test
  void weeksBeginOnMondayAndMonthsOnTheirFirstButThePeriodBeginsTheFirstOfThem() {
    ZoneId utc = ZoneId.of("UTC");
    assertThat(starts(Interval.WEEK, dates("2026-11-19", "2026-12-01"), utc))
        .containsExactly("2026-11-19T00:00Z", "2026-11-23T00:00Z", "2026-11-30T00:00Z");
    assertThat(starts(Interval.MONTH, dates("2026-11-19", "2027-01-01"), utc))
        .containsExactly("2026-11-19T00:00Z", "2026-12-01T00:00Z", "2027-01-01T00:00Z");
  }

  @Test
  void noChartThatFitsHasMorePointsThanAllowed() {
    Dates longest = dates("2026-10-25", "2026-10-25");
    assertThat(Interval.MINUTE.fits(longest)).isTrue();
    assertThat(Interval.MINUTE.starts(longest, BERLIN)).hasSize(Interval.MOST_POINTS);
    assertThat(Interval.MINUTE.fits(dates("2026-10-24", "2026-10-25"))).isFalse();
    Dates sixty = dates("2026-09-01", "2026-10-30");
    assertThat(Interval.HOUR.fits(sixty)).isTrue();
    assertThat(Interval.HOUR.starts(sixty, BERLIN)).hasSize(60 * 24 + 1);
    assertThat(Interval.HOUR.fits(dates("2026-09-01", "2026-10-31"))).isFalse();
    assertThat(Interval.DAY.fits(dates("2020-01-01", "2024-12-31"))).isFalse();
  }

  @Test
  void thePeriodBeforeIsAsManyDaysLongOrAsManyWholeMonths() {
    assertThat(dates("2026-11-20", "2026-11-21").before())
        .isEqualTo(dates("2026-11-18", "2026-11-19"));
    assertThat(dates("2026-03-01", "2026-03-31").before())
        .isEqualTo(dates("2026-02-01", "2026-02-28"));
    assertThat(dates("2026-06-01", "2026-11-30").before())
        .isEqualTo(dates("2025-12-01", "2026-05-31"));
    assertThat(dates("2024-02-29", "2024-02-29").aYearBefore())
        .isEqualTo(dates("2023-02-28", "2023-02-28"));
  }
}
