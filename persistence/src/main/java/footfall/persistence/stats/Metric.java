package footfall.persistence.stats;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What can be asked for; docs/stats.md defines each. */
public enum Metric {
  /** Distinct users: {@code user_id} where known, else the visitor key. */
  VISITORS(Sum.VISITORS),
  /** Sessions that began in the period. */
  SESSIONS(Sum.SESSIONS),
  PAGEVIEWS(Sum.PAGEVIEWS),
  /** Mean over sessions; none without sessions. */
  PAGEVIEWS_PER_SESSION(Sum.SESSION_PAGEVIEWS),
  /** Share of sessions, 0 to 1; none without sessions. */
  BOUNCE_RATE(Sum.BOUNCES),
  /** Mean seconds; none without sessions. */
  SESSION_DURATION(Sum.SESSION_SECONDS),
  /** Custom events. */
  EVENTS(Sum.EVENTS),
  TRANSACTIONS(Sum.TRANSACTIONS),
  /** Of transactions, in the website's currency. */
  REVENUE(Sum.REVENUE),
  /** Share of sessions, 0 to 1; none without sessions. */
  CONVERSION_RATE(Sum.CONVERSIONS);

  private static final Map<String, Metric> BY_WIRE =
      Arrays.stream(values()).collect(Collectors.toMap(Metric::wire, Function.identity()));

  private final Sum counted;

  Metric(Sum counted) {
    this.counted = counted;
  }

  /** As in requests and answers, such as {@code bounce_rate}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Empty for a text that names none. */
  public static Optional<Metric> of(String wire) {
    return Optional.ofNullable(BY_WIRE.get(wire));
  }

  /** Whether it is a mean over sessions. */
  boolean isMean() {
    return counted.ofSessions() && counted != Sum.SESSIONS;
  }

  /** What it is computed from: one sum, or a sum and the sessions it is divided by. */
  List<Sum> sums() {
    return isMean() ? List.of(counted, Sum.SESSIONS) : List.of(counted);
  }
}
