package footfall.load.scenario;

import footfall.load.scenario.PlannedRecord.Kind;
import footfall.load.scenario.PlannedRecord.Route;
import footfall.load.scenario.PlannedRecord.Stray;
import footfall.load.topic.HomePartition;
import footfall.load.traffic.Traffic;
import footfall.load.traffic.TrafficHit;
import footfall.load.traffic.TrafficSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What is going to be sent, in order: made before anything is, and of nothing but the settings. */
final class ProofPlan {
  private static final long OUT_OF_ORDER_MS = Duration.ofSeconds(110).toMillis();
  private static final long LATENESS_MS = Duration.ofMinutes(2).toMillis();
  private static final long LATEST_MS = Duration.ofMinutes(40).toMillis();
  private static final String SITE = "proof-";
  private static final int COLLECTOR_WEBSITES = 2;

  private final ProofSettings settings;
  private final SplittableRandom random;
  private final Set<String> throughCollector;
  private final RareVisitors rare;
  private final List<PlannedRecord> records = new ArrayList<>();

  private ProofPlan(ProofSettings settings) {
    this.settings = settings;
    this.random = new SplittableRandom(~settings.seed());
    this.rare = new RareVisitors(random.split());
    this.throughCollector =
        Set.copyOf(
            websites(settings)
                .subList(settings.websites() - COLLECTOR_WEBSITES, settings.websites()));
  }

  /** The records in the order of sending. */
  static List<PlannedRecord> of(ProofSettings settings) {
    ProofPlan plan = new ProofPlan(settings);
    plan.fill();
    List<PlannedRecord> ordered =
        plan.records.stream().sorted(Comparator.comparingLong(PlannedRecord::sendAt)).toList();
    return IntStream.range(0, ordered.size()).mapToObj(i -> ordered.get(i).numbered(i)).toList();
  }

  /** Ids of the websites that the records are of. */
  static List<String> websites(ProofSettings settings) {
    return IntStream.rangeClosed(1, settings.websites()).mapToObj(i -> SITE + i).toList();
  }

  private void fill() {
    double rate = settings.hits() / (double) settings.span().toSeconds();
    Traffic traffic =
        new Traffic(
            new TrafficSettings(settings.seed(), websites(settings), rate, ProofSettings.CRAWLERS));
    for (TrafficHit hit : traffic.take(settings.hits(), settings.beginning().toEpochMilli())) {
      add(hit);
      if (random.nextDouble() < ProofSettings.POISON) {
        addPoison(hit);
      }
      if (random.nextDouble() < ProofSettings.RARE && !throughCollector.contains(hit.websiteId())) {
        records.addAll(rare.joiner(hit.websiteId(), hit.clientTimestamp()));
        records.addAll(rare.renamed(hit.websiteId(), hit.clientTimestamp()));
      }
    }
  }

  private void add(TrafficHit hit) {
    Kind kind = kind();
    long delay =
        switch (kind) {
          case OUT_OF_ORDER -> random.nextLong(1000, OUT_OF_ORDER_MS);
          case BEYOND_LATENESS -> random.nextLong(LATENESS_MS + 30_000, LATEST_MS);
          default -> 0;
        };
    PlannedRecord record = record(hit, kind, hit.clientTimestamp() + delay);
    records.add(record);
    if (random.nextDouble() < ProofSettings.SENT_AGAIN) {
      // Half of the copies come soon, while the session is open; half come when it may be closed.
      long later = random.nextBoolean() ? random.nextLong(600_000) : random.nextLong(3_600_000);
      records.add(record(hit, Kind.SENT_AGAIN, record.sendAt() + later));
    }
  }

  private Kind kind() {
    double chance = random.nextDouble();
    if (chance < ProofSettings.OUT_OF_ORDER) {
      return Kind.OUT_OF_ORDER;
    }
    return chance < ProofSettings.OUT_OF_ORDER + ProofSettings.BEYOND_LATENESS
        ? Kind.BEYOND_LATENESS
        : Kind.IN_ORDER;
  }

  private PlannedRecord record(TrafficHit hit, Kind kind, long sendAt) {
    boolean collected = throughCollector.contains(hit.websiteId());
    boolean protobuf = !collected && random.nextDouble() < ProofSettings.PROTOBUF;
    boolean misplaced = !collected && random.nextDouble() < ProofSettings.MISPLACED;
    byte[] key = hit.kafkaKey().getBytes(StandardCharsets.UTF_8);
    return new PlannedRecord(
        -1,
        sendAt,
        kind,
        collected ? Route.COLLECTOR : Route.KAFKA,
        hit.eventId().toString(),
        key,
        protobuf ? Protobuf.of(hit.json()) : hit.json(),
        protobuf ? Protobuf.CONTENT_TYPE : null,
        misplaced ? Optional.of(stray(key)) : Optional.empty(),
        Optional.empty());
  }

  /** Half of them know their key, half come without one. */
  private Stray stray(byte[] key) {
    int home = HomePartition.of(key, ProofSettings.PARTITIONS);
    int away = home + random.nextInt(1, ProofSettings.PARTITIONS);
    return new Stray(away % ProofSettings.PARTITIONS, random.nextBoolean() ? key : null);
  }

  private void addPoison(TrafficHit hit) {
    Poison.Spoiled spoiled = Poison.of(random.nextInt(Poison.kinds()), hit.json(), random);
    records.add(
        new PlannedRecord(
            -1,
            hit.clientTimestamp(),
            Kind.POISON,
            Route.KAFKA,
            "",
            hit.kafkaKey().getBytes(StandardCharsets.UTF_8),
            spoiled.value(),
            spoiled.contentType(),
            Optional.empty(),
            Optional.of(spoiled.reason())));
  }
}
