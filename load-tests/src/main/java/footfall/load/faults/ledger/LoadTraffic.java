package footfall.load.faults.ledger;

import footfall.load.faults.ledger.SentHit.Route;
import footfall.load.scenario.Poison;
import footfall.load.topic.HomePartition;
import footfall.load.traffic.Traffic;
import footfall.load.traffic.TrafficHit;
import footfall.load.traffic.TrafficSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/** The records of a step, as they fall due: seeded visitors, copies, strays, poison, probes. */
final class LoadTraffic {
  private static final long YEAR_MS = 365L * 24 * 3600 * 1000;

  /** With the visitors' own seed, ids of ours would be ids of theirs. */
  private static final long NOT_THE_VISITORS = 0x5851F42D4C957F2DL;

  private static final String AGENT =
      "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0";

  private final LoadPlan plan;
  private final Traffic traffic;
  private final SplittableRandom random;
  private final Queue<TrafficHit> copies = new ArrayDeque<>();
  private final String[] probeVisitors;
  private long probes;
  private long arrived;
  private long number;

  LoadTraffic(LoadPlan plan) {
    this.plan = plan;
    this.random = new SplittableRandom(plan.seed() ^ NOT_THE_VISITORS);
    List<String> websites =
        IntStream.range(0, plan.websites()).mapToObj(i -> plan.prefix() + "-w" + i).toList();
    this.traffic =
        new Traffic(
            new TrafficSettings(
                plan.seed(), websites, plan.hitsPerSecond() / LoadPlan.HASTE, LoadPlan.CRAWLERS));
    this.probeVisitors =
        IntStream.range(0, plan.partitions()).mapToObj(this::visitorOf).toArray(String[]::new);
  }

  /** A visitor whose key on the partition's own website belongs there. */
  private String visitorOf(int partition) {
    for (int i = 0; true; i++) {
      String visitor = "probe-" + i;
      byte[] key = (plan.probe(partition) + ":" + visitor).getBytes(StandardCharsets.UTF_8);
      if (HomePartition.of(key, plan.partitions()) == partition) {
        return visitor;
      }
    }
  }

  /**
   * What is due.
   *
   * @param elapsedMs since the traffic began
   * @param now epoch ms, what sound clocks show
   */
  List<Outgoing> due(long elapsedMs, long now) {
    List<Outgoing> due = new ArrayList<>();
    while (traffic.dueMs() <= elapsedMs * LoadPlan.HASTE) {
      add(traffic.next(now - behind()), due);
    }
    long probesDue = (long) (elapsedMs / 1000.0 * LoadPlan.PROBES_PER_SECOND * plan.partitions());
    while (probes < probesDue) {
      due.add(probe((int) (probes % plan.partitions()), now));
      probes++;
    }
    long crowdDue =
        Math.min(plan.crowd(), plan.crowd() * elapsedMs / LoadPlan.CROWD_WITHIN.toMillis());
    while (arrived < crowdDue) {
      due.add(onePage(Route.KAFKA, plan.prefix() + "-crowd", "one-of-many-" + arrived++, now));
    }
    return due;
  }

  private long behind() {
    double chance = random.nextDouble();
    if (chance < plan.wrongClocks()) {
      return random.nextLong(-YEAR_MS, YEAR_MS);
    }
    if (random.nextDouble() < LoadPlan.OUT_OF_ORDER) {
      return random.nextLong(LoadPlan.OUT_OF_ORDER_BY.toMillis());
    }
    return random.nextDouble() < LoadPlan.FAR_BEHIND ? LoadPlan.FAR_BEHIND_BY.toMillis() : 0;
  }

  private void add(TrafficHit hit, List<Outgoing> due) {
    Outgoing plain = plain(hit, routeOf(hit));
    boolean misplaced =
        plain.hit().route() == Route.KAFKA && random.nextDouble() < LoadPlan.MISPLACED;
    due.add(misplaced ? astray(plain) : plain);
    if (random.nextDouble() < LoadPlan.SENT_AGAIN) {
      copies.add(hit);
    } else if (!copies.isEmpty() && random.nextDouble() < LoadPlan.SENT_AGAIN) {
      TrafficHit copy = copies.remove();
      due.add(plain(copy, routeOf(copy)));
    }
    if (random.nextDouble() < plan.poison()) {
      due.add(spoiled(hit));
    }
  }

  /**
   * Always the same for one visitor: where a hit names an account alone, the collector adds a
   * visitor, which makes it another's than the same hit sent straight to Kafka.
   */
  private static Route routeOf(TrafficHit hit) {
    return hit.kafkaKey().hashCode() % 2 == 0 ? Route.COLLECTOR : Route.KAFKA;
  }

  private Outgoing plain(TrafficHit hit, Route route) {
    return Outgoing.plain(
        new SentHit(
            number++,
            route,
            hit.eventId().toString(),
            hit.websiteId(),
            hit.kafkaKey(),
            hit.clientTimestamp(),
            Arrays.hashCode(hit.json()),
            Optional.empty()),
        hit.json());
  }

  /** Into a wrong partition; half of them know their key, half come without one. */
  private Outgoing astray(Outgoing plain) {
    int home = HomePartition.of(plain.sentKey(), plan.partitions());
    int away = (home + random.nextInt(1, plan.partitions())) % plan.partitions();
    return new Outgoing(
        plain.hit(), away, random.nextBoolean() ? plain.sentKey() : null, plain.value(), null);
  }

  private Outgoing spoiled(TrafficHit hit) {
    Poison.Spoiled spoiled = Poison.of(random.nextInt(Poison.kinds()), hit.json(), random);
    SentHit sent =
        new SentHit(
            number++,
            Route.KAFKA,
            "",
            hit.websiteId(),
            hit.kafkaKey(),
            hit.clientTimestamp(),
            Arrays.hashCode(spoiled.value()),
            Optional.of(spoiled.reason()));
    return new Outgoing(
        sent,
        null,
        hit.kafkaKey().getBytes(StandardCharsets.UTF_8),
        spoiled.value(),
        spoiled.contentType());
  }

  private Outgoing probe(int partition, long now) {
    boolean direct = probes / plan.partitions() % 2 == 0;
    return onePage(
        direct ? Route.KAFKA : Route.COLLECTOR,
        plan.probe(partition),
        probeVisitors[partition],
        now);
  }

  private Outgoing onePage(Route route, String website, String visitor, long now) {
    UUID eventId = new UUID(random.nextLong(), random.nextLong());
    byte[] json =
        ("{\"website_id\":\"%s\",\"event_id\":\"%s\",\"event_type\":\"pageview\","
                + "\"client_timestamp\":%d,\"visitor_id\":\"%s\","
                + "\"page_url\":\"https://probe.example.com/%d\",\"user_agent\":\"%s\","
                + "\"ip_address\":\"84.160.7.8\"}")
            .formatted(website, eventId, now, visitor, number % 100, AGENT)
            .getBytes(StandardCharsets.UTF_8);
    return Outgoing.plain(
        new SentHit(
            number++,
            route,
            eventId.toString(),
            website,
            website + ":" + visitor,
            now,
            Arrays.hashCode(json),
            Optional.empty()),
        json);
  }
}
