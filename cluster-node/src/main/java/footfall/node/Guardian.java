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
import footfall.api.collect.LogClock;
import footfall.metrics.Metrics;
import footfall.persistence.journal.JournalGeneration;
import footfall.persistence.journal.JournalSchema;
import footfall.session.SessionRef;
import footfall.session.ShardRegion;
import footfall.website.MinuteJournal;
import footfall.website.SessionShards;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the parts of a node that its roles ask for, in their order. */
final class Guardian {
  private static final Logger LOG = LoggerFactory.getLogger(Guardian.class);

  private final ActorContext<Void> context;
  private final ActorSystem<?> system;
  private final NodeSettings settings;
  private final Stores stores;
  private final PauseGuard pauseGuard;
  private final LogClock clock = new LogClock(Clock.systemUTC());
  private final Metrics metrics = Metrics.withJvm();

  /** Why a node leaves its cluster and ends: it could not start (exit code 1, cluster.conf). */
  static final class StartFailed implements CoordinatedShutdown.Reason {}

  static Behavior<Void> create(NodeSettings settings, Stores stores, PauseGuard pauseGuard) {
    return Behaviors.setup(
        context -> {
          Guardian guardian = new Guardian(context, settings, stores, pauseGuard);
          try {
            guardian.start();
          } catch (RuntimeException e) {
            guardian.stop(e);
          }
          return Behaviors.empty();
        });
  }

  private Guardian(
      ActorContext<Void> context, NodeSettings settings, Stores stores, PauseGuard pauseGuard) {
    this.context = context;
    this.system = context.getSystem();
    this.settings = settings;
    this.stores = stores;
    this.pauseGuard = pauseGuard;
  }

  private void start() {
    Closing.atTheEnd(system, "close-stores", stores);
    String version = system.settings().config().getString("akka.cluster.app-version");
    NodeMetrics.register(metrics, version, stores.identity().partitions());
    NodeMetrics.register(metrics, clock);
    CompletableFuture<CqlSession> journals = journals().toCompletableFuture();
    Optional<IngestPart> ingest = Optional.empty();
    if (settings.roles().ingest()) {
      ingest =
          Optional.of(new IngestPart(system, settings, stores, metrics, pauseGuard::check, clock));
    } else {
      ShardRegion.reach(system);
    }
    Optional<ApiPart> api = settings.roles().api() ? Optional.of(api(journals)) : Optional.empty();
    Readiness readiness = Readiness.watch(system, settings.roles(), stores.kafka(), journals);
    serve(api, new Probes(readiness::missing, metrics::scrape));
    ingest.ifPresent(
        part ->
            journals
                .thenComposeAsync(part::start, system.executionContext())
                .exceptionally(this::stopped));
  }

  /** The connection to Cassandra, once the journals can be used; never fails while it is away. */
  private CompletionStage<CqlSession> journals() {
    CompletionStage<CqlSession> cassandra =
        CassandraSessionRegistry.get(system)
            .sessionFor("footfall.journal.session-shard")
            .underlying();
    return settings.roles().ingest()
        ? cassandra.thenApplyAsync(this::prepared, system.executionContext())
        : cassandra;
  }

  private CqlSession prepared(CqlSession cassandra) {
    long generation = stores.identity().generation();
    stores
        .metadata()
        .alone(
            () -> {
              new JournalSchema(settings.replicationFactor(), settings.minute().journalTtl())
                  .applyTo(cassandra);
              if (JournalGeneration.begin(cassandra, generation)) {
                LOG.info("Generation {} begins: everything is counted again", generation);
              }
            });
    return cassandra;
  }

  private ApiPart api(CompletableFuture<CqlSession> journals) {
    MinuteJournal minutes =
        MinuteJournal.of(
            system,
            () ->
                journals.isDone()
                    ? journals
                    : CompletableFuture.failedFuture(
                        new IllegalStateException("Cassandra has not answered yet")));
    return new ApiPart(
        context,
        settings,
        stores,
        metrics,
        clock,
        new ApiPart.Reach(
            minutes,
            SessionShards.sharded(system),
            new SessionRef(system, stores.identity().partitions())));
  }

  private void serve(Optional<ApiPart> api, Probes probes) {
    List<Endpoint> endpoints = api.map(ApiPart::endpoints).orElse(List.of());
    List<Route> routes = api.map(ApiPart::routes).orElse(List.of());
    new ApiServer(system, settings.http(), endpoints, routes, probes)
        .bind()
        .thenAccept(
            address ->
                LOG.info("Listening on http://{}:{}", address.getHostString(), address.getPort()))
        .exceptionally(this::stop);
  }

  private Done stopped(Throwable failure) {
    stop(failure);
    return Done.getInstance();
  }

  private Void stop(Throwable failure) {
    LOG.error("This node cannot start", failure);
    var unused = CoordinatedShutdown.get(system).runAll(new StartFailed());
    return null;
  }
}
