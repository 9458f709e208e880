package footfall.persistence.stats;

import footfall.persistence.clickhouse.EventRow;
import footfall.persistence.stats.FunnelStep.Kind;
import footfall.persistence.stats.FunnelStep.Match;
import footfall.persistence.stats.FunnelStore.Reached;
import footfall.persistence.stats.FunnelStore.Walked;
import footfall.persistence.stats.Question.Period;
import footfall.protocol.hit.EventType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

/** Walks through funnels hit by hit, and makes up funnels to be asked for. */
final class FunnelOracle {
  private final List<Visit> visits;

  FunnelOracle(List<Visit> visits) {
    this.visits = visits;
  }

  Walked ask(FunnelQuestion question) {
    int steps = question.steps().size();
    Map<Double, Counted> byRate = new HashMap<>();
    Period period = Period.of(question.start(), question.end());
    for (Visit visit : visits) {
      if (StatsOracle.matching(period, question.filters(), visit).isEmpty()) {
        continue;
      }
      int reached = 0;
      String visitor = "";
      for (EventRow hit : visit.hits()) {
        if (reached < steps && fits(question.steps().get(reached), hit)) {
          visitor = reached == 0 ? StatsOracle.user(hit) : visitor;
          byRate
              .computeIfAbsent(visit.samplingRate(), rate -> new Counted(steps))
              .add(reached, visitor);
          reached++;
        }
      }
    }
    List<Reached> answer = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      int at = step;
      answer.add(
          new Reached(
              scaled(byRate, counted -> counted.sessions[at]),
              scaled(byRate, counted -> counted.visitors.get(at).size())));
    }
    return new Walked(answer, byRate.keySet().stream().anyMatch(rate -> rate < 1));
  }

  /** What was counted at one rate. */
  private static final class Counted {
    private final long[] sessions;
    private final List<Set<String>> visitors = new ArrayList<>();

    Counted(int steps) {
      sessions = new long[steps];
      for (int step = 0; step < steps; step++) {
        visitors.add(new HashSet<>());
      }
    }

    void add(int step, String visitor) {
      sessions[step]++;
      visitors.get(step).add(visitor);
    }
  }

  private static long scaled(Map<Double, Counted> byRate, ToLongFunction<Counted> number) {
    return byRate.entrySet().stream()
        .map(
            at ->
                StatsOracle.Tally.weight(at.getKey())
                    .multiply(BigDecimal.valueOf(number.applyAsLong(at.getValue()))))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  private static boolean fits(FunnelStep step, EventRow hit) {
    EventType type = step.kind() == Kind.DESTINATION ? EventType.PAGEVIEW : EventType.EVENT;
    String text =
        step.kind() == Kind.DESTINATION ? hit.enrichment().pagePath() : hit.hit().action().name();
    return hit.hit().eventType() == type
        && switch (step.match()) {
          case EQUALS -> text.equals(step.pattern());
          case BEGINS_WITH -> text.startsWith(step.pattern());
          case REGEX -> Pattern.compile(step.pattern()).matcher(text).find();
        };
  }

  /** 2 to 4 steps that sessions do reach now and then. */
  static List<FunnelStep> steps(Random random) {
    List<FunnelStep> steps = new ArrayList<>();
    for (int left = 2 + random.nextInt(3); left > 0; left--) {
      Kind kind = random.nextInt(3) == 0 ? Kind.EVENT : Kind.DESTINATION;
      List<String> all = kind == Kind.EVENT ? World.NAMES : World.PAGES;
      String text = all.get(random.nextInt(all.size()));
      Match match = List.of(Match.values()).get(random.nextInt(3));
      String pattern =
          switch (match) {
            case EQUALS -> text;
            case BEGINS_WITH -> text.substring(0, Math.min(3, text.length()));
            case REGEX -> "^" + (text.length() > 3 ? "..[^x]*" : "") + "[a-z/]$";
          };
      steps.add(new FunnelStep(kind, match, pattern));
    }
    return steps;
  }
}
