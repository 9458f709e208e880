package footfall.node;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.server.Route;
import akka.stream.alpakka.cassandra.javadsl.CassandraSessionRegistry;
import com.datastax.oss.driver.api.core.CqlSession;
import footfall.api.ApiServer;
import footfall.api.Endpoint;
import footfall.api.Probes;
import footfall.api.collect.CollectCounters;
import footfall.api.collect.CollectRoute;
import footfall.api.collect.CollectSources;
import footfall.api.live.LiveCounters;
import footfall.api.live.LiveRoute;
import footfall.api.live.LiveRouteSettings;
import footfall.ingest.IngestPipeline;
import footfall.ingest.Ingested;
import footfall.ingest.enrich.EnrichSettings;
import footfall.ingest.enrich.Enricher;
import footfall.ingest.kafka.PartitionReader;
import footfall.ingest.kafka.PartitionRecord;
import footfall.ingest.kafka.PartitionWriter;
import footfall.ingest.kafka.RecordReading;
import footfall.metrics.Metrics;
import footfall.persistence.journal.JournalGeneration;
import footfall.persistence.journal.JournalSchema;
import footfall.persistence.journal.ShardEpochs;
import footfall.session.SessionRef;
import footfall.session.ShardMetrics;
import footfall.session.ShardRegion;
import footfall.website.LiveWebsites;
import footfall.website.MinuteJournal;
import footfall.website.NodeFeed;
import footfall.website.SessionShards;
import footfall.website.WebsiteMinutes;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the parts of a node in their order: journals, shards, minutes, then the edges people
 * touch.
 */
final class Guardian {
  private static final Logger LOG = LoggerFactory.getLogger(Guardian.class);

  private final ActorSystem<?> system;
  private final NodeSettings settings;
  private final Stores stores;
  private final Clock clock = Clock.systemUTC();
  private final Metrics metrics = Metrics.withJvm();
  private final ShardMetrics shardMetrics;
  private final LiveCounters shown = new LiveCounters();
  private final ActorContext<Void> context;
  private WebsiteMinutes minutes;
  private volatile boolean journalIsReady;

  static Behavior<Void> create(NodeSettings settings, Stores stores) {
    return Behaviors.setup(
        context -> {
          new Guardian(context, settings, stores).start();
          return Behaviors.empty();
        });
  }

  private Guardian(ActorContext<Void> context, NodeSettings settings, Stores stores) {
    this.context = context;
    this.system = context.getSystem();
    this.settings = settings;
    this.stores = stores;
    this.shardMetrics = new ShardMetrics(stores.identity().partitions());
  }

  private void start() {
    closeStoresLast();
    SessionShards sessionShards = SessionShards.sharded(system);
    minutes = onceReady(WebsiteMinutes.init(system, settings.minute(), clock));
    LiveWebsites live =
        LiveWebsites.init(
            system, settings.live(), minuteJournal(), sessionShards, clock, shown.receiptToFrame());
    startEdges(live);
    cassandra()
        .thenAcceptAsync(this::startShards, system.executionContext())
        .exceptionally(this::stop);
  }

  private CompletionStage<CqlSession> cassandra() {
    return CassandraSessionRegistry.get(system)
        .sessionFor("footfall.journal.session-shard")
        .underlying();
  }

  private MinuteJournal minuteJournal() {
    return MinuteJournal.of(
        system,
        () ->
            journalIsReady
                ? cassandra()
                : CompletableFuture.failedFuture(
                    new IllegalStateException("Cassandra has not answered yet")));
  }

  /** A journal that is touched before its tables exist stays broken until the JVM restarts. */
  private WebsiteMinutes onceReady(WebsiteMinutes all) {
    return (key, command) -> {
      if (journalIsReady) {
        all.tell(key, command);
      }
    };
  }

  private Void stop(Throwable failure) {
    LOG.error("This node cannot start", failure);
    system.terminate();
    return null;
  }

  private void closeStoresLast() {
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            "close-stores",
            () ->
                CompletableFuture.supplyAsync(
                    () -> {
                      stores.close();
                      return Done.done();
                    }));
  }

  private void startShards(CqlSession cassandra) {
    new JournalSchema(settings.replicationFactor(), settings.minute().journalTtl())
        .applyTo(cassandra);
    if (JournalGeneration.begin(cassandra, stores.identity().generation())) {
      LOG.info("Generation {} begins: everything is counted again", stores.identity().generation());
    }
    journalIsReady = true;
    ShardRegion.init(
        system,
        stores.identity(),
        settings.session(),
        settings.shard(),
        new ShardRegion.Surroundings(
            new PartitionReader(system, settings.kafka(), recordReading()),
            partitionWriter(),
            stores.events(),
            minutes,
            new ShardEpochs(cassandra),
            shardMetrics,
            clock));
  }

  private PartitionWriter partitionWriter() {
    PartitionWriter writer = new PartitionWriter(settings.kafka());
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            "close-partition-writer",
            () ->
                CompletableFuture.supplyAsync(
                    () -> {
                      writer.close();
                      return Done.done();
                    }));
    return writer;
  }

  private RecordReading recordReading() {
    Enricher enricher = Enricher.open(EnrichSettings.bundled(home()));
    IngestPipeline pipeline =
        new IngestPipeline(settings.enrich() ? enricher::enrich : enricher::pathOnly, metrics);
    return new RecordReading(
        stores.identity().partitions(),
        (value, contentType) -> content(pipeline.process(value, contentType)));
  }

  private static PartitionRecord.Content content(Ingested ingested) {
    if (ingested instanceof Ingested.Accepted accepted) {
      return new PartitionRecord.Accepted(accepted.hit(), accepted.enrichment());
    }
    Ingested.Rejected rejected = (Ingested.Rejected) ingested;
    return new PartitionRecord.Refused(rejected.reason(), rejected.detail());
  }

  private static Path home() {
    String home = System.getProperty("footfall.home", System.getenv("FOOTFALL_HOME"));
    return Path.of(home == null ? "." : home);
  }

  private void startEdges(LiveWebsites live) {
    CollectCounters collected = new CollectCounters();
    registerMetrics(collected);
    Endpoint collector =
        CollectRoute.create(
                system,
                settings.collect(),
                stores.hitLog(),
                CollectSources.of(stores.identity(), stores.salts(), stores.websites()),
                clock,
                collected)
            .endpoint();
    Route pages =
        LiveRoute.create(
            NodeFeed.feed(
                context.spawn(
                    NodeFeed.create(live, settings.live().watchEvery(), shown), "node-feed")),
            new SessionRef(system, stores.identity().partitions()),
            LiveRouteSettings.DEFAULT,
            shown);
    Probes probes = new Probes(this::missing, metrics::scrape);
    new ApiServer(system, settings.http(), List.of(collector), List.of(pages), probes)
        .bind()
        .thenAccept(
            address ->
                LOG.info("Listening on http://{}:{}", address.getHostString(), address.getPort()))
        .exceptionally(this::stop);
  }

  private void registerMetrics(CollectCounters collected) {
    String version = system.settings().config().getString("akka.cluster.app-version");
    NodeMetrics.register(metrics, version, stores.identity().partitions());
    NodeMetrics.register(metrics, shardMetrics, clock);
    NodeMetrics.register(metrics, new PartitionLag(stores.kafka(), shardMetrics, clock));
    NodeMetrics.register(metrics, stores.events()::totals);
    NodeMetrics.register(metrics, shown);
    NodeMetrics.register(metrics, collected);
  }

  private List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (!journalIsReady) {
      missing.add("Cassandra has not answered yet");
    }
    long running = NodeMetrics.running(shardMetrics);
    if (running == 0) {
      missing.add("no session shard runs on this node yet");
    }
    return missing;
  }
}
