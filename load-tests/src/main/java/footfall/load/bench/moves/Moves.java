package footfall.load.bench.moves;

import footfall.load.bench.BenchStack;
import footfall.load.bench.FilledTopic;
import footfall.load.bench.FrameWatcher;
import footfall.load.bench.NodeRun;
import footfall.load.bench.OpenSessionsTopic;
import footfall.load.bench.Paced;
import footfall.load.collect.LiveKeys;
import footfall.load.scenario.Await;
import footfall.load.scenario.ClickHouseRows;
import footfall.load.scenario.NodeProcess;
import footfall.load.traffic.Traffic;
import footfall.load.traffic.TrafficSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Two nodes on real stores, of which one joins and one leaves (SIGTERM) again and again under load,
 * the younger and the oldest by turns; then everything is counted in the raw stores.
 */
public final class Moves {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration SHOWN = Duration.ofSeconds(40);
  private static final int SHARDS = FilledTopic.PARTITIONS;
  private static final int WEBSITES = 10;

  /** Closes every session within seconds of its last hit; it changes nothing that is counted. */
  private static final Map<String, String> CLOSING =
      Map.of(
          "FOOTFALL_SESSION_GAP", "1 s",
          "FOOTFALL_SESSION_LATENESS", "1 s",
          "FOOTFALL_SESSION_IDLE", "3 s",
          "FOOTFALL_SESSION_IDLE_BACK", "1 s",
          "FOOTFALL_CHECKPOINT_INTERVAL", "1 s",
          "FOOTFALL_TICK_AFTER", "1 s");

  private final BenchStack stores;
  private final Settings settings;
  private final Map<String, String> nodeSettings;
  private final Consumer<String> progress;
  private final RawStores raw;
  private final List<Step> steps = new ArrayList<>();
  private final List<Path> logs = new ArrayList<>();

  /**
   * How much.
   *
   * @param sessions open in each of the 8 shards, beside those of the traffic
   * @param cycles of two joins and two leaves
   * @param rate hits/s of the traffic
   */
  public record Settings(int sessions, int cycles, double rate, long seed) {}

  /** What moves shards. */
  public enum Kind {
    JOIN("a node joins"),
    YOUNGER_LEAVES("the younger node leaves"),
    OLDEST_LEAVES("the oldest node leaves, and with it the coordinator of all shards");

    final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  private record Step(Kind kind, OffsetDateTime from) {}

  /**
   * What was seen.
   *
   * @param hits sent, all acknowledged by Kafka
   * @param findings one sentence for each thing that is not as it must be
   */
  public record Result(Map<Kind, List<Gap>> gaps, long hits, List<String> findings) {}

  /**
   * Nothing is started yet.
   *
   * @param nodeSettings more {@code FOOTFALL_*} variables of every node
   * @param progress told one line of text per step
   */
  public Moves(
      BenchStack stores,
      Settings settings,
      Map<String, String> nodeSettings,
      Consumer<String> progress) {
    this.stores = stores;
    this.settings = settings;
    this.nodeSettings = nodeSettings;
    this.progress = progress;
    this.raw = new RawStores(new ClickHouseRows(stores.stack().addresses().clickHouseUrl()));
  }

  /** Runs it: a minute, and another for each cycle. */
  public Result run() throws IOException, InterruptedException {
    new FilledTopic(stores.kafka()).ensure(SHARDS);
    try (NodeProcess first = node("first", Map.of());
        NodeProcess second = node("second", Map.of());
        SentHits hits = new SentHits(stores.kafka())) {
      first.start();
      openSessions(first);
      NodeProcess last = move(first, second, hits);
      Map<Kind, List<Gap>> gaps = gaps();
      Set<UUID> sent = hits.allAcknowledged();
      long others = (long) settings.sessions * SHARDS * OpenSessionsTopic.HITS;
      List<String> findings = new ArrayList<>();
      Await.until("all rows are stored", LIMIT, () -> raw.rows() >= sent.size() + others);
      checkPages(last, findings);
      last.stop();
      closeSessions();
      findings.addAll(raw.check(sent, others));
      return new Result(gaps, sent.size() + others, findings);
    }
  }

  private NodeProcess node(String name, Map<String, String> more) throws IOException {
    Path folder = Files.createDirectories(stores.folder().resolve(name));
    Map<String, String> all = new HashMap<>();
    all.put(NodeProcess.JVM_OPTIONS, "-Xmx1g -XX:+UseG1GC");
    all.putAll(nodeSettings);
    all.putAll(more);
    NodeProcess node =
        new NodeProcess(BenchStack.home(), stores.stack().addresses(), SHARDS, folder, all);
    logs.add(node.log());
    return node;
  }

  private void openSessions(NodeProcess node) {
    if (settings.sessions > 0) {
      new OpenSessionsTopic(stores.kafka()).fill(settings.sessions * SHARDS, 0);
      double all = (double) settings.sessions * SHARDS * OpenSessionsTopic.HITS;
      node.await("all are open", LIMIT, () -> node.metric("footfall_hits_total") >= all);
      NodeRun.awaitStored(node);
      progress.accept("%,d sessions are open in each shard".formatted(settings.sessions));
    }
  }

  /** Returns the node that is left. */
  private NodeProcess move(NodeProcess first, NodeProcess second, SentHits hits)
      throws IOException, InterruptedException {
    Traffic traffic =
        new Traffic(
            new TrafficSettings(
                settings.seed, TrafficSettings.demoWebsites(WEBSITES), settings.rate, 0.01));
    NodeProcess oldest = first;
    NodeProcess other = second;
    Paced sending =
        new Paced(
            "traffic",
            () -> settings.rate,
            () -> hits.send(traffic.next(System.currentTimeMillis())));
    try {
      for (int cycle = 1; cycle <= settings.cycles; cycle++) {
        join(other, oldest);
        leave(Kind.YOUNGER_LEAVES, other, oldest);
        join(other, oldest);
        leave(Kind.OLDEST_LEAVES, oldest, other);
        NodeProcess left = oldest;
        oldest = other;
        other = left;
        progress.accept("cycle %d of %d".formatted(cycle, settings.cycles));
      }
    } finally {
      sending.close();
    }
    return oldest;
  }

  private void join(NodeProcess joining, NodeProcess there)
      throws IOException, InterruptedException {
    steps.add(new Step(Kind.JOIN, OffsetDateTime.now(ZoneOffset.UTC)));
    joining.start(Map.of("FOOTFALL_SEED_NODES", there.address()));
    Await.until(
        "each node has half of the shards",
        LIMIT,
        () -> shards(joining) == SHARDS / 2 && shards(there) == SHARDS / 2);
    awaitTakingIn();
  }

  private void leave(Kind kind, NodeProcess leaving, NodeProcess staying)
      throws IOException, InterruptedException {
    steps.add(new Step(kind, OffsetDateTime.now(ZoneOffset.UTC)));
    leaving.stop();
    Await.until("the other has all shards", LIMIT, () -> shards(staying) == SHARDS);
    awaitTakingIn();
  }

  private static double shards(NodeProcess node) throws IOException, InterruptedException {
    return node.metric("footfall_shards");
  }

  /** Each step moves half of the shards; the next begins when all of them take in again. */
  private void awaitTakingIn() {
    int moves = steps.size() * SHARDS / 2;
    Await.until("every shard takes in again", LIMIT, () -> Gap.in(logs).size() >= moves);
  }

  private void checkPages(NodeProcess node, List<String> findings)
      throws IOException, InterruptedException {
    List<String> websites = TrafficSettings.demoWebsites(WEBSITES);
    LiveKeys keys = LiveKeys.make(websites, stores.stack().addresses());
    for (String website : websites) {
      long wanted = raw.pageviews(website);
      AtomicLong shown = new AtomicLong(-1);
      try (FrameWatcher page = FrameWatcher.of(node.url(), website, keys)) {
        page.onFrame(frame -> shown.set(frame.path("pageviews_30m").asLong()));
        Await.until("the page of " + website, SHOWN, () -> shown.get() == wanted);
      } catch (IllegalStateException never) {
        findings.add(
            "the page of %s shows %,d pageviews instead of %,d"
                .formatted(website, shown.get(), wanted));
      }
    }
    progress.accept("the pages are compared");
  }

  private void closeSessions() throws IOException, InterruptedException {
    try (NodeProcess closing = node("closing", CLOSING)) {
      closing.start();
      closing.await(
          "every session is closed and stored",
          LIMIT,
          () ->
              shards(closing) == SHARDS
                  && closing.metric("footfall_open_sessions") == 0
                  && closing.metric("footfall_outbox_entries") == 0
                  && closing.metric("footfall_lag_records") == 0);
      closing.stop();
    }
    progress.accept("every session is closed");
  }

  private Map<Kind, List<Gap>> gaps() throws IOException {
    Map<Kind, List<Gap>> gaps = new HashMap<>();
    for (Gap gap : Gap.in(logs)) {
      steps.stream()
          .filter(step -> !step.from.isAfter(gap.ordered()))
          .reduce((before, after) -> after)
          .ifPresent(step -> gaps.computeIfAbsent(step.kind, kind -> new ArrayList<>()).add(gap));
    }
    return gaps;
  }
}
