package footfall.load.faults.nodes;

import footfall.load.faults.Cluster;
import footfall.load.faults.Place;
import footfall.load.faults.ledger.Ledger;
import footfall.load.faults.ledger.LoadPlan;
import footfall.load.faults.live.Dashboards;
import footfall.localstack.Addresses;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Nodes that form one cluster on the stores of this machine. */
public final class RunningCluster implements Cluster, AutoCloseable {
  private static final Duration READY = Duration.ofMinutes(2);

  private final LocalStack stores;
  private final NodePlan plan;
  private final Path folder;
  private final Consumer<String> progress;
  private final List<ClusterNode> nodes = new ArrayList<>();
  private volatile Ledger ledger;
  private volatile LoadPlan load;
  private volatile Step step;
  private volatile Instant stepBegan;
  private volatile Dashboards dashboards;

  /**
   * Prepares nodes; none is launched.
   *
   * @param most how many there may be at once
   * @param folder of their logs; must exist
   */
  public RunningCluster(
      LocalStack stores,
      NodePlan plan,
      Place.Places places,
      int most,
      Path folder,
      Consumer<String> progress)
      throws IOException {
    this.stores = stores;
    this.plan = plan;
    this.folder = folder;
    this.progress = progress;
    int http = freePort();
    int remoting = freePort();
    List<Place> all =
        IntStream.range(0, most).mapToObj(i -> places.of(i, stores.addresses())).toList();
    Map<String, String> environment = environment(stores.addresses());
    environment.put("FOOTFALL_REMOTING_PORT", Integer.toString(remoting));
    environment.put("FOOTFALL_MANAGEMENT_PORT", Integer.toString(freePort()));
    environment.put(
        "FOOTFALL_SEED_NODES",
        all.stream()
            .map(p -> "akka://footfall@" + p.host() + ":" + remoting)
            .collect(Collectors.joining(",")));
    for (int i = 0; i < most; i++) {
      Path log = folder.resolve("node-" + i + ".log");
      nodes.add(new ClusterNode(i, all.get(i), http, plan, environment, log));
    }
  }

  private static Map<String, String> environment(Addresses stores) {
    Map<String, String> all = new HashMap<>();
    all.put("FOOTFALL_KAFKA", stores.kafka());
    all.put("FOOTFALL_CASSANDRA", stores.cassandra());
    all.put("FOOTFALL_CLICKHOUSE", stores.clickHouseUrl());
    all.put("FOOTFALL_CLICKHOUSE_USER", stores.clickHouseUser());
    all.put("FOOTFALL_CLICKHOUSE_PASSWORD", stores.clickHousePassword());
    all.put("FOOTFALL_POSTGRES", stores.postgresJdbcUrl());
    all.put("FOOTFALL_POSTGRES_USER", stores.postgresUser());
    all.put("FOOTFALL_POSTGRES_PASSWORD", stores.postgresPassword());
    return all;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Starts every store that does not run, such as after a fault that failed halfway. */
  public void startStores() {
    for (Service service : Service.values()) {
      if (!stores.isAlive(service)) {
        stores.restart(service);
      }
    }
  }

  /** Launches the first so many nodes, the first one first, and waits until all are ready. */
  public void start(int count) throws IOException {
    for (ClusterNode node : nodes.subList(0, count)) {
      if (!node.isAlive()) {
        node.launch();
      }
    }
    nodes.subList(0, count).forEach(node -> node.awaitReady(READY));
  }

  /** A step begins: its records come after what the topic has now. */
  public void begin(LoadPlan traffic, Ledger written)
      throws InterruptedException, ExecutionException {
    load = traffic;
    ledger = written;
    stepBegan = Instant.now();
    step =
        new Step(
            traffic.prefix(), StoreRecovery.ends(stores.addresses().kafka(), plan.partitions()));
  }

  /** What people look at during the step. */
  public void watchedBy(Dashboards shown) {
    dashboards = shown;
  }

  /** Every incarnation of a session shard that was there in this step. */
  public List<Tenure> tenures() throws IOException {
    return Tenures.of(nodes).stream().filter(t -> t.to().isAfter(stepBegan)).toList();
  }

  @Override
  public Step step() {
    return step;
  }

  @Override
  public OptionalInt owner(int partition) throws IOException {
    return tenures().stream()
        .filter(t -> t.partition() == partition && t.to().equals(Instant.MAX))
        .max(Comparator.comparingLong(Tenure::epoch))
        .map(t -> OptionalInt.of(t.node()))
        .orElse(OptionalInt.empty());
  }

  @Override
  public OptionalInt liveHome(int partition) throws IOException {
    String begins = "Live website " + load.probe(partition) + " begins";
    Map<Instant, Integer> homes = new TreeMap<>();
    for (ClusterNode node : nodes) {
      NodeLog.read(
          node,
          (at, line) -> {
            if (line.endsWith(begins)) {
              homes.put(at, node.index());
            }
          });
    }
    return homes.values().stream().mapToInt(home -> home).reduce((one, later) -> later);
  }

  @Override
  public Optional<Duration> firstUpdate(int partition, long since) {
    return dashboards.firstUpdateAfter(load.probe(partition), since);
  }

  /** Where collectors answer now. */
  public List<URI> collectors() {
    return running().stream().map(Node::url).toList();
  }

  @Override
  public LocalStack stores() {
    return stores;
  }

  @Override
  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  @Override
  public int most() {
    return nodes.size();
  }

  @Override
  public Node oldest() {
    return nodes.stream()
        .filter(Node::isAlive)
        .min(Comparator.comparingLong(ClusterNode::launchedAt))
        .orElseThrow();
  }

  @Override
  public LoadCounts counts() {
    return ledger.counts();
  }

  @Override
  public Recovery recoveryFromNow() throws Exception {
    return StoreRecovery.fromNow(stores.addresses(), load);
  }

  @Override
  public List<Duration> reconnects(long since) {
    return dashboards.reconnects(since);
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public void say(String line) {
    progress.accept(line);
  }

  /** Ends every node at once. */
  @Override
  public void close() throws IOException {
    Files.createDirectories(folder);
    for (ClusterNode node : nodes) {
      if (node.isAlive()) {
        try {
          node.kill();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
