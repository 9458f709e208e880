package footfall.api.stats;

import footfall.persistence.stats.Answer;
import footfall.persistence.stats.Figures;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A chart: a point for each bucket, those without anything included.
 *
 * @param previous of the days that are compared; none where none are
 */
record Series(Interval interval, List<Point> points, List<Point> previous) {
  static final DateTimeFormatter RFC_3339 = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

  /** What was counted from {@code time} (RFC 3339) to the next point's. */
  record Point(String time, Figures figures) {}

  /** Lays an answer, whose keys number the buckets from 1, over the buckets. */
  static Series of(Asked asked, Interval interval, List<Answer> answers) {
    Map<String, Figures> now = new HashMap<>();
    Map<String, Figures> then = new HashMap<>();
    for (Answer answer : answers) {
      now.put(answer.key(), answer.figures());
      then.put(answer.key(), answer.compared());
    }
    ZoneId zone = asked.zone();
    return new Series(
        interval,
        points(interval.starts(asked.dates(), zone), zone, now),
        asked
            .compared()
            .map(dates -> points(interval.starts(dates, zone), zone, then))
            .orElse(List.of()));
  }

  private static List<Point> points(
      List<Instant> starts, ZoneId zone, Map<String, Figures> figures) {
    List<Point> points = new ArrayList<>();
    for (Instant start : starts) {
      String key = Integer.toString(points.size() + 1);
      points.add(
          new Point(RFC_3339.format(start.atZone(zone)), figures.getOrDefault(key, Figures.NONE)));
    }
    return points;
  }
}
