package footfall.session;

import footfall.protocol.counting.CountingRules;
import footfall.protocol.counting.Goal;
import footfall.session.SessionModel.Rec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Random logs that lie on the boundaries of the rules: steps and shifts of seconds around each
 * limit.
 */
final class RandomLogs {
  private static final int[] STEPS = {
    0, 0, 1, 1, 5, 10, 30, 58, 60, 62, 118, 119, 120, 121, 122, 180, 600, 1500, 1680, 1740, 1799,
    1800, 1801, 1860, 1919, 1920, 1921, 1990
  };
  private static final int[] SHIFTS = {
    0, 0, 0, 0, 0, 0, 0, 0, -1, -59, -60, -61, -119, -120, -121, -179, -180, -181, -600, -1799,
    -1800, -1801, 1, 30, 59, 60
  };
  private static final int DAY = 86_400;
  private static final long AGAIN_AFTER_MS = 900_000;
  private static final int[] WILD = {
    61, 120, 1790, 1801, 2400, 3600, -8 * DAY, -7 * DAY - 1, -7 * DAY
  };
  private static final int[] SKEWS = {0, 0, 0, -300, -3600, -2 * DAY, 45};
  private static final int[] COPY_AFTER = {
    0, 1, 60, 110, 119, 121, 600, 1799, 1801, 1920, 1921, 1990, 2 * DAY
  };

  /** Those that are in force now and then. */
  static final List<UUID> GOALS =
      IntStream.range(0, 4).mapToObj(i -> new UUID(0x6000L, i)).toList();

  private RandomLogs() {}

  /** The same with a robot among the visitors, and rules that change, come again and come late. */
  static List<Rec> withRules(Random random, List<Rec> log) {
    List<Rec> all = new ArrayList<>();
    for (Rec rec : log) {
      boolean isRobot = rec.site() != null && "a".equals(rec.key());
      all.add(
          isRobot
              ? new Rec(
                  rec.at(), rec.site(), Rec.ROBOT, rec.eventId(), rec.client(), rec.previous())
              : rec);
      if (random.nextInt(3) == 0) {
        all.add(Rec.says(rec.at(), rules("w" + random.nextInt(3), 1 + random.nextInt(6))));
      }
    }
    return all;
  }

  /** The same, and every quarter of an hour it says again what is in force, as shards do. */
  static List<Rec> saidAgain(List<Rec> log) {
    Map<String, Rec> inForce = new TreeMap<>();
    List<Rec> all = new ArrayList<>();
    for (Rec rec : log) {
      for (Map.Entry<String, Rec> one : inForce.entrySet()) {
        if (rec.at() - one.getValue().at() >= AGAIN_AFTER_MS) {
          one.setValue(one.getValue().at(rec.at()));
          all.add(one.getValue());
        }
      }
      all.add(rec);
      if (rec.said() != null) {
        inForce.merge(
            rec.said().websiteId(),
            rec,
            (held, said) -> said.said().version() < held.said().version() ? held : said);
      }
    }
    return all;
  }

  /** A version always says the same. */
  private static CountingRules rules(String site, int version) {
    Random says = new Random(site.hashCode() * 31L + version);
    List<Goal> goals =
        List.of(
            new Goal(
                GOALS.get(0),
                Goal.Type.DESTINATION,
                Optional.of(Goal.Match.BEGINS_WITH),
                "/" + (1 + says.nextInt(9)),
                0),
            new Goal(
                GOALS.get(1),
                Goal.Type.DURATION,
                Optional.empty(),
                "",
                says.nextBoolean() ? 1 : 1799),
            new Goal(
                GOALS.get(2),
                Goal.Type.PAGES_PER_SESSION,
                Optional.empty(),
                "",
                2 + says.nextInt(2)),
            new Goal(GOALS.get(3), Goal.Type.EVENT, Optional.of(Goal.Match.EQUALS), "sign_up", 0));
    return new CountingRules(
        site,
        version,
        says.nextInt(3) == 0,
        goals.stream().filter(goal -> says.nextInt(3) > 0).toList());
  }

  /**
   * A log of {@code hits} hits and some ticks, copies and wild clocks among them, closed by ticks.
   */
  static List<Rec> log(Random random, int hits) {
    int sites = 1 + random.nextInt(3);
    int keys = 1 + random.nextInt(4);
    int[] skew = IntStream.range(0, sites).map(i -> pick(random, SKEWS)).toArray();
    int[] steps = IntStream.range(0, 6).map(i -> pick(random, STEPS)).toArray();
    List<Rec> log = new ArrayList<>();
    long at = 1_000_000;
    for (int i = 0; i < hits; i++) {
      int step = pick(random, steps);
      if (step > 10 && random.nextInt(10) < 6) {
        log.add(Rec.tick((at + 1 + random.nextInt(step - 1)) * 1000));
      }
      at += step;
      int site = random.nextInt(sites);
      int shift = random.nextInt(10) == 0 ? pick(random, WILD) : pick(random, SHIFTS);
      String key = "abcd".substring(random.nextInt(keys)).substring(0, 1);
      String previous = random.nextInt(10) < 2 ? "abcd".substring(0, 1) : null;
      log.add(
          new Rec(
              at * 1000,
              "w" + site,
              key,
              i + 1,
              (at + skew[site] + shift) * 1000 + (random.nextInt(4) == 0 ? 1 : 0),
              key.equals(previous) ? null : previous));
    }
    return withTail(withCopies(random, log));
  }

  /** A log of hours whose hits are as old as their record, or within the allowed lateness of it. */
  static List<Rec> onTime(Random random, int hits) {
    int sites = 1 + random.nextInt(3);
    int keys = 1 + random.nextInt(4);
    List<Rec> log = new ArrayList<>();
    long at = 1_000_000;
    for (int i = 0; i < hits; i++) {
      int step = pick(random, STEPS);
      if (step > 10 && random.nextInt(10) < 6) {
        log.add(Rec.tick((at + 1 + random.nextInt(step - 1)) * 1000));
      }
      at += step;
      int behind = random.nextInt(3) == 0 ? random.nextInt(60) : 0;
      String key = "abcd".substring(random.nextInt(keys)).substring(0, 1);
      log.add(
          new Rec(at * 1000, "w" + random.nextInt(sites), key, i + 1, (at - behind) * 1000, null));
    }
    return withTail(withCopies(random, log));
  }

  private static List<Rec> withCopies(Random random, List<Rec> log) {
    List<Rec> hits = log.stream().filter(r -> r.site() != null).toList();
    List<Rec> all = new ArrayList<>(log);
    for (int copies = random.nextInt(5); copies > 0; copies--) {
      Rec original = hits.get(random.nextInt(hits.size()));
      long at = original.at() + pick(random, COPY_AFTER) * 1000L;
      int place = 0;
      while (place < all.size() && all.get(place).at() <= at) {
        place++;
      }
      all.add(place, original.at(at));
    }
    return all;
  }

  private static List<Rec> withTail(List<Rec> log) {
    long end = log.get(log.size() - 1).at();
    for (int i = 1; i <= 60; i++) {
      log.add(Rec.tick(end + i * 40_000L));
    }
    return log;
  }

  private static int pick(Random random, int[] of) {
    return of[random.nextInt(of.length)];
  }

  static Supplier<String> shown(String name, List<Rec> log) {
    return () -> name + "\n" + String.join("\n", log.stream().map(Rec::toString).toList());
  }
}
