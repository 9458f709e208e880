package footfall.persistence.stats;

import footfall.persistence.clickhouse.EventRow;
import footfall.persistence.stats.Question.Buckets;
import footfall.persistence.stats.Question.Period;
import footfall.persistence.stats.Question.Values;
import footfall.protocol.hit.Custom;
import footfall.protocol.hit.EventType;
import footfall.protocol.hit.Hit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Answers questions from the visits themselves, by plain loops: docs/stats.md in Java. */
final class StatsOracle {
  private static final Set<String> OF_HIT_ALONE =
      Set.of("page_path", "event_name", "prop:plan", "prop_name", "custom_dimension_7");
  private static final Set<String> OF_SESSION_ALONE =
      Set.of("entry_page", "exit_page", "source", "medium", "campaign", "goal");

  private final List<Visit> visits;

  StatsOracle(List<Visit> visits) {
    this.visits = visits;
  }

  /** What was counted under one key, in millionths of what it stands for. */
  static final class Tally {
    private final Map<Double, Set<String>> users = new HashMap<>();
    private long pageviews;
    private long events;
    private long transactions;
    private BigDecimal revenue = BigDecimal.ZERO;
    private long sessions;
    private long bounces;
    private long seconds;
    private long sessionPageviews;
    private long conversions;
    private boolean sampled;

    Optional<BigDecimal> value(Metric metric) {
      return switch (metric) {
        case VISITORS, SESSIONS, PAGEVIEWS, EVENTS, TRANSACTIONS ->
            Optional.of(exact(metric).setScale(0, RoundingMode.HALF_UP));
        case REVENUE -> Optional.of(revenue.setScale(4, RoundingMode.HALF_UP));
        case PAGEVIEWS_PER_SESSION -> mean(sessionPageviews, 2);
        case BOUNCE_RATE -> mean(bounces, 4);
        case SESSION_DURATION -> mean(seconds, 2);
        case CONVERSION_RATE -> mean(conversions, 4);
      };
    }

    private BigDecimal exact(Metric metric) {
      return switch (metric) {
        case VISITORS ->
            users.entrySet().stream()
                .map(at -> weight(at.getKey()).multiply(BigDecimal.valueOf(at.getValue().size())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        case SESSIONS -> BigDecimal.valueOf(sessions, 6);
        case PAGEVIEWS -> BigDecimal.valueOf(pageviews, 6);
        case EVENTS -> BigDecimal.valueOf(events, 6);
        case TRANSACTIONS -> BigDecimal.valueOf(transactions, 6);
        case REVENUE -> revenue;
        default -> throw new IllegalArgumentException(metric.wire());
      };
    }

    /** What a breakdown is ordered by, without rounding. */
    private BigDecimal rank(Metric metric) {
      long counted =
          switch (metric) {
            case PAGEVIEWS_PER_SESSION -> sessionPageviews;
            case BOUNCE_RATE -> bounces;
            case SESSION_DURATION -> seconds;
            case CONVERSION_RATE -> conversions;
            default -> -1;
          };
      if (counted < 0) {
        return exact(metric);
      }
      return sessions == 0
          ? BigDecimal.valueOf(-1)
          : BigDecimal.valueOf((double) counted / sessions);
    }

    private Optional<BigDecimal> mean(long sum, int digits) {
      return sessions == 0
          ? Optional.empty()
          : Optional.of(
              BigDecimal.valueOf(sum)
                  .divide(BigDecimal.valueOf(sessions), digits, RoundingMode.HALF_UP));
    }

    /** 1 / rate to the millionth. */
    static BigDecimal weight(double rate) {
      return BigDecimal.ONE.divide(BigDecimal.valueOf(rate), 6, RoundingMode.HALF_UP);
    }

    private static long millionths(double rate) {
      return weight(rate).unscaledValue().longValueExact();
    }

    private void add(EventRow hit) {
      users.computeIfAbsent(hit.samplingRate(), rate -> new HashSet<>()).add(user(hit));
      long weight = millionths(hit.samplingRate());
      pageviews += hit.hit().eventType() == EventType.PAGEVIEW ? weight : 0;
      events += hit.hit().eventType() == EventType.EVENT ? weight : 0;
      transactions += hit.hit().eventType() == EventType.TRANSACTION ? weight : 0;
      revenue = revenue.add(Visit.revenue(hit).multiply(weight(hit.samplingRate())));
      sampled |= hit.samplingRate() < 1;
    }

    private void add(Visit visit) {
      long weight = millionths(visit.samplingRate());
      sessions += weight;
      bounces += visit.isBounce() ? weight : 0;
      seconds += weight * visit.seconds();
      sessionPageviews += weight * visit.count(EventType.PAGEVIEW);
      conversions += visit.isConversion() ? weight : 0;
      sampled |= visit.samplingRate() < 1;
    }
  }

  /** One expected row. */
  record Expected(String key, Tally figures, Tally compared) {
    boolean sampled() {
      return figures.sampled || compared.sampled;
    }
  }

  List<Expected> ask(Question question) {
    Map<String, Tally> now = count(question, question.period());
    Map<String, Tally> then =
        question.compared().map(period -> count(question, period)).orElse(Map.of());
    Set<String> keys = new TreeSet<>(now.keySet());
    if (!(question.grouping() instanceof Values)) {
      keys.addAll(then.keySet());
    }
    List<Expected> rows =
        keys.stream()
            .map(
                key ->
                    new Expected(
                        key,
                        now.getOrDefault(key, new Tally()),
                        then.getOrDefault(key, new Tally())))
            .toList();
    if (!(question.grouping() instanceof Values values)) {
      return rows;
    }
    Comparator<Expected> largestFirst =
        Comparator.comparing((Expected row) -> row.figures().rank(question.metrics().get(0)))
            .reversed();
    return rows.stream()
        .sorted(largestFirst.thenComparing(Expected::key, StatsOracle::byBytes))
        .skip(values.offset())
        .limit(values.limit())
        .toList();
  }

  /** Who is counted as one visitor. */
  static String user(EventRow hit) {
    Hit.Identity by = hit.hit().identity();
    return by.userId().isEmpty() ? by.visitorKey() : by.userId();
  }

  private static int byBytes(String left, String right) {
    return Arrays.compareUnsigned(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, Tally> count(Question question, Period period) {
    boolean ofHits = question.metrics().stream().anyMatch(it -> !isOfSessions(it));
    boolean ofSessions = question.metrics().stream().anyMatch(StatsOracle::isOfSessions);
    Map<String, Tally> tallies = new LinkedHashMap<>();
    if (question.grouping() instanceof Question.Whole) {
      tallies.put("", new Tally());
    }
    for (Visit visit : visits) {
      if (ofSessions) {
        countSession(question, period, visit, tallies);
      }
      if (ofHits) {
        visit.hits().forEach(hit -> countHit(question, period, visit, hit, tallies));
      }
    }
    return tallies;
  }

  private static boolean isOfSessions(Metric metric) {
    return switch (metric) {
      case SESSIONS, PAGEVIEWS_PER_SESSION, BOUNCE_RATE, SESSION_DURATION, CONVERSION_RATE -> true;
      default -> false;
    };
  }

  private static boolean isWithin(Period period, long time) {
    return time >= period.starts().get(0).toEpochMilli() && time < period.end().toEpochMilli();
  }

  private void countHit(
      Question question, Period period, Visit visit, EventRow hit, Map<String, Tally> tallies) {
    if (!isWithin(period, hit.eventTime())) {
      return;
    }
    for (Filter filter : question.filters()) {
      if (!passes(filter, ofHit(filter.dimension(), visit, hit))) {
        return;
      }
    }
    Set<String> keys = Set.of("");
    if (question.grouping() instanceof Buckets) {
      keys = Set.of(bucket(period, hit.eventTime()));
    } else if (question.grouping() instanceof Values values) {
      keys = keys(values.dimension(), ofHit(values.dimension(), visit, hit));
    }
    keys.forEach(key -> tallies.computeIfAbsent(key, it -> new Tally()).add(hit));
  }

  private void countSession(
      Question question, Period period, Visit visit, Map<String, Tally> tallies) {
    List<EventRow> matching = matching(period, question.filters(), visit);
    if (matching.isEmpty()) {
      return;
    }
    for (String key : keys(question, period, visit, matching)) {
      tallies.computeIfAbsent(key, it -> new Tally()).add(visit);
    }
  }

  /** The hits for which a session is asked for; none where it is not. */
  static List<EventRow> matching(Period period, List<Filter> filters, Visit visit) {
    List<Filter> ofHit =
        filters.stream().filter(it -> OF_HIT_ALONE.contains(it.dimension().wire())).toList();
    boolean isAskedFor =
        isWithin(period, visit.start())
            && filters.stream()
                .filter(it -> !ofHit.contains(it))
                .allMatch(it -> passes(it, ofSession(it.dimension(), visit)));
    return isAskedFor
        ? visit.hits().stream()
            .filter(
                hit -> ofHit.stream().allMatch(it -> passes(it, ofHit(it.dimension(), visit, hit))))
            .toList()
        : List.of();
  }

  private static Set<String> keys(
      Question question, Period period, Visit visit, List<EventRow> matching) {
    if (question.grouping() instanceof Buckets) {
      return Set.of(bucket(period, visit.start()));
    } else if (question.grouping() instanceof Values values) {
      if (!OF_HIT_ALONE.contains(values.dimension().wire())) {
        return keys(values.dimension(), ofSession(values.dimension(), visit));
      }
      Set<String> keys = new HashSet<>();
      matching.forEach(hit -> keys.addAll(ofHit(values.dimension(), visit, hit)));
      return keys(values.dimension(), keys);
    }
    return Set.of("");
  }

  /** Of what only hits have, and of goals, the empty text is no key. */
  private static Set<String> keys(Dimension dimension, Set<String> values) {
    Set<String> keys = new HashSet<>(values);
    if (OF_HIT_ALONE.contains(dimension.wire()) || dimension.wire().equals("goal")) {
      keys.remove("");
    }
    return keys;
  }

  private static String bucket(Period period, long time) {
    int bucket = 0;
    while (bucket < period.starts().size() && period.starts().get(bucket).toEpochMilli() <= time) {
      bucket++;
    }
    return Integer.toString(bucket);
  }

  private static boolean passes(Filter filter, Set<String> any) {
    boolean contains =
        switch (filter.operator()) {
          case IS, IS_NOT -> filter.values().stream().anyMatch(any::contains);
          case CONTAINS, DOES_NOT_CONTAIN ->
              any.stream().anyMatch(value -> filter.values().stream().anyMatch(value::contains));
        };
    boolean negated =
        filter.operator() == Filter.Operator.IS_NOT
            || filter.operator() == Filter.Operator.DOES_NOT_CONTAIN;
    return contains != negated;
  }

  private static Set<String> ofHit(Dimension dimension, Visit visit, EventRow hit) {
    Custom custom = hit.hit().custom();
    return switch (dimension.wire()) {
      case "page_path" -> Set.of(hit.enrichment().pagePath());
      case "event_name" -> Set.of(hit.hit().action().name());
      case "prop:plan" -> Set.of(custom.props().getOrDefault("plan", ""));
      case "prop_name" -> custom.props().keySet();
      case "custom_dimension_7" -> Set.of(custom.dimensions().getOrDefault(7, ""));
      default ->
          OF_SESSION_ALONE.contains(dimension.wire())
              ? ofSession(dimension, visit)
              : Set.of(place(dimension, hit));
    };
  }

  private static Set<String> ofSession(Dimension dimension, Visit visit) {
    EventRow first = visit.first();
    return switch (dimension.wire()) {
      case "entry_page" -> Set.of(visit.entryPage());
      case "exit_page" -> Set.of(visit.exitPage());
      case "source" -> Set.of(first.enrichment().traffic().source());
      case "medium" -> Set.of(first.enrichment().traffic().medium());
      case "campaign" -> Set.of(first.enrichment().traffic().campaign());
      case "goal" ->
          visit.goals().isEmpty()
              ? Set.of("")
              : visit.goals().stream().map(UUID::toString).collect(Collectors.toSet());
      default -> Set.of(place(dimension, first));
    };
  }

  private static String place(Dimension dimension, EventRow hit) {
    return switch (dimension.wire()) {
      case "country" -> hit.enrichment().geography().country();
      case "region" -> hit.enrichment().geography().region();
      case "city" -> hit.enrichment().geography().city();
      case "device_type" -> hit.enrichment().device().type();
      case "browser" -> hit.enrichment().device().browser();
      case "os" -> hit.enrichment().device().os();
      default -> throw new IllegalArgumentException(dimension.wire());
    };
  }
}
