package footfall.node;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.ActorContext;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import footfall.api.AccountApi;
import footfall.api.ApiServer;
import footfall.api.Endpoint;
import footfall.api.access.Guard;
import footfall.api.account.Passwords;
import footfall.api.collect.CollectCounters;
import footfall.api.collect.CollectRoute;
import footfall.api.collect.CollectSources;
import footfall.api.collect.KafkaHitLog;
import footfall.api.collect.LogClock;
import footfall.api.collect.RealPeer;
import footfall.api.collect.TrustedProxies;
import footfall.api.live.LiveCounters;
import footfall.api.live.LiveFeed;
import footfall.api.live.LiveRoute;
import footfall.api.stats.FunnelRoute;
import footfall.api.stats.StatsRoute;
import footfall.metrics.Metrics;
import footfall.persistence.metadata.Salts;
import footfall.persistence.metadata.WebsiteDirectory;
import footfall.persistence.metadata.Websites;
import footfall.persistence.stats.ClickHouseStats;
import footfall.session.SessionRef;
import footfall.website.LiveWebsites;
import footfall.website.MinuteJournal;
import footfall.website.NodeFeed;
import footfall.website.SessionShards;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What a node of role {@code api} offers: the collector, live pages, history, accounts and
 * settings.
 */
final class ApiPart {
  /** A phase of our own in coordinated shutdown (cluster.conf). */
  static final String CLOSE_SOCKETS = "close-sockets";

  private final NodeSettings settings;
  private final Stores stores;
  private final LogClock clock;
  private final WebsiteDirectory websites;
  private final Endpoint collector;
  private final Route live;
  private final AccountApi accounts;
  private final Route history;

  /**
   * Opens and starts it all; nobody is served yet.
   *
   * @param clock this node's, told of hits
   * @param reach how live pages reach what counts, on whichever node it is
   */
  ApiPart(
      ActorContext<?> context,
      NodeSettings settings,
      Stores stores,
      Metrics metrics,
      LogClock clock,
      Reach reach) {
    this.clock = clock;
    this.settings = settings;
    this.stores = stores;
    this.websites = WebsiteDirectory.start(new Websites(stores.metadata()));
    NodeMetrics.registerUnusable(metrics, "settings", websites::refused);
    Closing.atTheEnd(context.getSystem(), "close-websites", websites);
    this.accounts = accounts(context.getSystem());
    this.collector = collector(context.getSystem(), metrics);
    this.live = live(context, metrics, reach);
    this.history = history(context.getSystem());
  }

  /** Ways to what is stored of minutes, and to the session shards. */
  record Reach(MinuteJournal minutes, SessionShards shards, SessionRef sessions) {}

  private Endpoint collector(ActorSystem<?> system, Metrics metrics) {
    CollectCounters collected = new CollectCounters();
    NodeMetrics.register(metrics, collected);
    KafkaHitLog log =
        KafkaHitLog.connect(settings.kafka().bootstrapServers(), settings.kafka().access(), clock);
    Closing.atTheEnd(system, "close-hit-log", log);
    Salts salts = Salts.start(stores.metadata(), clock);
    Closing.atTheEnd(system, "close-salts", salts);
    return CollectRoute.create(
            system,
            settings.collect(),
            log,
            CollectSources.of(stores.identity(), salts, websites, accounts.access()),
            clock,
            collected)
        .endpoint();
  }

  private AccountApi accounts(ActorSystem<?> system) {
    AccountApi made =
        new AccountApi(
            new AccountApi.Settings(
                stores.metadata(),
                websites,
                stores.identity().routeKey(),
                new RealPeer(new TrustedProxies(settings.collect().trustedProxies())),
                Passwords.Cost.OWASP,
                clock),
            system);
    Closing.atTheEnd(system, "close-accounts", made);
    settings.setupToken().ifPresent(made::offerSetUp);
    return made;
  }

  private Route history(ActorSystem<?> system) {
    ClickHouseStats stats = new ClickHouseStats(settings.clickHouse().server(), clock);
    Closing.atTheEnd(system, "close-stats", stats);
    Guard guard = new Guard(accounts.access());
    return Directives.concat(
        StatsRoute.create(stats, guard, websites::find, clock),
        FunnelRoute.create(stats, accounts.funnels(), guard, websites::find, clock));
  }

  private Route live(ActorContext<?> context, Metrics metrics, Reach reach) {
    LiveCounters shown = new LiveCounters();
    NodeMetrics.register(metrics, shown);
    LiveWebsites watched =
        LiveWebsites.init(
            context.getSystem(),
            settings.live(),
            reach.minutes,
            reach.shards,
            clock,
            shown.receiptToFrame());
    ActorRef<NodeFeed.Command> feed =
        context.spawn(NodeFeed.create(watched, settings.live(), shown, clock), "node-feed");
    NodeFeed.watchNodes(context.getSystem(), feed);
    return LiveRoute.create(
        untilSocketsClose(context.getSystem(), NodeFeed.feed(feed)),
        reach.sessions,
        accounts.live(),
        settings.sockets(),
        shown);
  }

  /** Dashboards stay connected until all that this node owned is elsewhere. */
  static LiveFeed untilSocketsClose(ActorSystem<?> system, LiveFeed feed) {
    SharedKillSwitch sockets = KillSwitches.shared("sockets");
    CoordinatedShutdown.get(system)
        .addTask(
            CLOSE_SOCKETS,
            "close-sockets",
            () -> {
              sockets.shutdown();
              return CompletableFuture.completedFuture(Done.done());
            });
    return websiteId -> feed.frames(websiteId).via(sockets.flow());
  }

  List<Endpoint> endpoints() {
    return List.of(collector);
  }

  List<Route> routes() {
    return List.of(live, history, accounts.route(), ApiServer.page());
  }
}
