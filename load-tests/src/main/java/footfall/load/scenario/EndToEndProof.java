package footfall.load.scenario;

import footfall.ingest.enrich.EnrichSettings;
import footfall.ingest.enrich.Enricher;
import footfall.load.collect.OwnWebsites;
import footfall.load.collect.SendCounters;
import footfall.load.oracle.OracleSettings;
import footfall.load.oracle.ProductInputs;
import footfall.load.oracle.SipHash;
import footfall.load.topic.TopicReader;
import footfall.localstack.Addresses;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * The claim: nothing that was acknowledged is lost and nothing is counted twice, although hits come
 * out of order, late, twice, misplaced and spoiled and the node is killed in the midst. Real
 * stores, a real node in a JVM of its own, a topic that is read from outside, an oracle that shares
 * no code.
 */
public final class EndToEndProof {
  private static final Duration QUIET = Duration.ofMinutes(6);

  /**
   * An idle time for those who cannot wait: longer than any pause of a website in the plan, also
   * where it waits for a node that was killed, so that it changes when sessions close and nothing
   * else.
   */
  public static final Duration SHORT_IDLE = Duration.ofSeconds(20);

  private static final long FIRST_GENERATION = 1;

  private final ProofSettings settings;
  private final OracleSettings rules;
  private final Path home;
  private final Path folder;
  private final Map<String, String> nodeSettings;
  private final Consumer<String> progress;
  private final long start = System.nanoTime();
  private SipHash userHash;

  /**
   * @param rules the same times as {@code nodeSettings} give the node
   * @param home the repository's root
   * @param folder for the generator's file, the dump, the node's log and its metrics; must exist
   * @param progress told one line of text per step
   */
  public EndToEndProof(
      ProofSettings settings,
      OracleSettings rules,
      Path home,
      Path folder,
      Map<String, String> nodeSettings,
      Consumer<String> progress) {
    this.settings = settings;
    this.rules = rules;
    this.home = home;
    this.folder = folder;
    this.nodeSettings = new HashMap<>(nodeSettings);
    // Builds on a crowded machine make pauses that a node in production would be right to halt at.
    this.nodeSettings.putIfAbsent("FOOTFALL_LONGEST_PAUSE", "60 s");
    this.nodeSettings.putIfAbsent("FOOTFALL_UNKNOWN_WEBSITES", "refuse");
    this.progress = progress;
  }

  /**
   * Runs it, some three to six minutes.
   *
   * @return one sentence for each thing that is not as it must be; empty where the claim holds
   */
  public List<String> run()
      throws IOException, InterruptedException, ExecutionException, SQLException {
    Ledger ledger = new Ledger(ProofPlan.of(settings));
    ledger.write(folder.resolve("generated.jsonl"));
    say("%,d records planned with seed %d".formatted(ledger.records().size(), settings.seed()));
    try (LocalStack stack = LocalStack.forTests(Service.values());
        NodeProcess node =
            new NodeProcess(
                home, stack.addresses(), ProofSettings.PARTITIONS, folder, nodeSettings)) {
      node.start();
      say("stores and node are up");
      OwnWebsites.make(
          ProofPlan.websites(settings).stream().map(OwnWebsites::simulated).toList(),
          stack.addresses().postgresJdbcUrl(),
          stack.addresses().postgresUser(),
          stack.addresses().postgresPassword());
      // Kept through the rebuild: its sketches must be the same, so its key must be.
      userHash = SipHash.keyedBy(userHashKey(stack.addresses()));
      RulesChanges rulesChanges = new RulesChanges(stack.addresses());
      rulesChanges.begin();
      send(ledger, stack, node, rulesChanges);
      List<String> findings =
          new ArrayList<>(prove(ledger, stack, node, FIRST_GENERATION, "first reading"));
      Files.writeString(folder.resolve("metrics.txt"), node.get("/metrics").body());
      node.stop();
      node.run("rebuild");
      node.start();
      say("rebuilt; reading the topic again");
      findings.addAll(prove(ledger, stack, node, FIRST_GENERATION + 1, "rebuild"));
      return findings;
    }
  }

  private static byte[] userHashKey(Addresses stores) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                stores.postgresJdbcUrl(), stores.postgresUser(), stores.postgresPassword());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT user_hash_key FROM cluster_identity")) {
      row.next();
      return row.getBytes(1);
    }
  }

  private void send(Ledger ledger, LocalStack stack, NodeProcess node, RulesChanges rulesChanges)
      throws IOException, InterruptedException, ExecutionException {
    PlanSender sender = new PlanSender(ledger.records(), settings.sending());
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      Future<?> direct =
          threads.submit(
              () -> {
                sender.sendToKafka(stack.addresses().kafka());
                return null;
              });
      Future<SendCounters> collected = threads.submit(() -> sender.sendToCollector(node.url()));
      Future<?> changes =
          threads.submit(
              () -> {
                rulesChanges.follow(sender, QUIET);
                return null;
              });
      killInTheMidst(sender, node);
      changes.get();
      direct.get();
      SendCounters counters = collected.get();
      say(
          "all sent; the collector took %,d hits, %,d requests went twice"
              .formatted(counters.accepted(), counters.retries()));
    } finally {
      threads.shutdownNow();
    }
  }

  private void killInTheMidst(PlanSender sender, NodeProcess node) throws IOException {
    for (int kill = 1; kill <= settings.kills(); kill++) {
      double when = kill / (settings.kills() + 1.0);
      Await.until("enough is sent for kill " + kill, QUIET, () -> sender.progress() >= when);
      Await.until("the node counts", QUIET, () -> node.metric("footfall_hits_total") > 0);
      node.kill();
      say("killed the node (-9) at %.0f %% of the records".formatted(100 * sender.progress()));
      node.start();
      say("the node is up again");
    }
  }

  private List<String> prove(
      Ledger ledger, LocalStack stack, NodeProcess node, long generation, String reading)
      throws IOException, InterruptedException {
    Await.until("every session of the " + reading + " is closed", QUIET, () -> isQuiet(node));
    say(reading + ": every session is closed");
    TopicReader topics = new TopicReader(stack.addresses().kafka());
    Path dump = folder.resolve(reading.replace(' ', '-') + ".dump");
    ClickHouseRows clickHouse = new ClickHouseRows(stack.addresses().clickHouseUrl());
    try (Enricher enricher = Enricher.open(EnrichSettings.bundled(home));
        LiveMinutes minutes = LiveMinutes.join(node.address())) {
      Shown shown = new ClusterShown(clickHouse, minutes, topics);
      ProofReading proof =
          new ProofReading(
              ledger,
              new ProductInputs(enricher),
              rules.withGeneration(generation),
              userHash,
              this::say);
      return proof.run(topics, dump, shown).stream().map(f -> reading + ": " + f).toList();
    }
  }

  private static boolean isQuiet(NodeProcess node) throws IOException, InterruptedException {
    return node.metric("footfall_shards") == ProofSettings.PARTITIONS
        && node.metric("footfall_lag_records") == 0
        && node.metric("footfall_open_sessions") == 0
        && node.metric("footfall_outbox_entries") == 0;
  }

  private void say(String text) {
    progress.accept("%6.1f s  %s".formatted((System.nanoTime() - start) / 1e9, text));
  }
}
