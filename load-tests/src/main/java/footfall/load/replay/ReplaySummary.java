package footfall.load.replay;

import footfall.load.collect.SendCounters;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What was read, sent, refused and left out, and why. */
final class ReplaySummary {
  private static final Duration OLDEST = Duration.ofDays(7);

  private final LogSurvey survey;
  private final PrintWriter out;

  ReplaySummary(LogSurvey survey, PrintWriter out) {
    this.survey = survey;
    this.out = out;
  }

  void announce(String website, String host, Instant end) {
    Duration span = Duration.between(survey.first(), survey.last());
    out.printf(
        "%,d pageviews over %s go to website %s as %s, the last of them at %s.%n",
        survey.pageviews(), spoken(span), website, host, end.truncatedTo(ChronoUnit.SECONDS));
    if (span.compareTo(OLDEST) > 0) {
      out.println(
          "Note: what lies more than 7 days before the last request is kept as late: it is stored"
              + " as raw rows, but forms no sessions and shows on no live page.");
    }
    out.flush();
  }

  void print(SendCounters counters) {
    out.printf("%nread      %,10d lines%n", survey.lines());
    out.printf("pageviews %,10d%n", survey.pageviews());
    survey.leftOut().forEach((why, n) -> out.printf("left out  %,10d %s%n", n, why.text));
    survey
        .malformed()
        .forEach(
            (why, m) ->
                out.printf("malformed %,10d %s (line %s)%n", m.lines(), why, m.firstLines()));
    out.printf("sent      %,10d%n", counters.sent());
    out.printf("accepted  %,10d%n", counters.accepted());
    counters.rejectedByReason().forEach((why, n) -> out.printf("refused   %,10d %s%n", n, why));
    if (counters.retries() > 0) {
      out.printf("          %,10d requests were sent again%n", counters.retries());
    }
    out.flush();
  }

  private static String spoken(Duration span) {
    return span.toDays() > 0
        ? span.toDays() + " d " + span.toHoursPart() + " h"
        : span.toHours() + " h " + span.toMinutesPart() + " min";
  }
}
