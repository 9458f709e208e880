package footfall.node;

import akka.Done;
import akka.actor.typed.ActorSystem;
import com.datastax.oss.driver.api.core.CqlSession;
import footfall.api.collect.LogClock;
import footfall.ingest.IngestPipeline;
import footfall.ingest.Ingested;
import footfall.ingest.enrich.EnrichSettings;
import footfall.ingest.enrich.Enricher;
import footfall.ingest.kafka.PartitionReader;
import footfall.ingest.kafka.PartitionRecord;
import footfall.ingest.kafka.PartitionWriter;
import footfall.ingest.kafka.RecordReading;
import footfall.metrics.Metrics;
import footfall.persistence.clickhouse.ClickHouseEventStore;
import footfall.persistence.clickhouse.OldRows;
import footfall.persistence.clickhouse.RecentVisitors;
import footfall.persistence.metadata.CountingDirectory;
import footfall.persistence.metadata.Websites;
import footfall.retention.Retention;
import footfall.retention.RetentionCounters;
import footfall.retention.RetentionPass;
import footfall.session.ShardMetrics;
import footfall.session.ShardRegion;
import footfall.website.WebsiteMinutes;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletionStage;

/** What a node of role {@code ingest} runs: session shards and website-minutes. */
final class IngestPart {
  private final ActorSystem<?> system;
  private final NodeSettings settings;
  private final Stores stores;
  private final Metrics metrics;
  private final Runnable beforeWrite;
  private final Clock clock = new ForwardClock(Clock.systemUTC());
  private final LogClock logClock;
  private final ShardMetrics shards;
  private final ClickHouseEventStore events;

  /**
   * Opens what shards write to; shards come with {@link #start}.
   *
   * @param beforeWrite called right before each write to a shard's journal
   * @param logClock this node's, told of ticks; says which minutes are over
   */
  IngestPart(
      ActorSystem<?> system,
      NodeSettings settings,
      Stores stores,
      Metrics metrics,
      Runnable beforeWrite,
      LogClock logClock) {
    this.logClock = logClock;
    this.system = system;
    this.settings = settings;
    this.stores = stores;
    this.metrics = metrics;
    this.beforeWrite = beforeWrite;
    this.shards = new ShardMetrics(stores.identity().partitions());
    this.events = ClickHouse.open(settings.clickHouse(), stores.identity().topicId());
    Closing.atTheEnd(system, "close-clickhouse", events);
    retain();
    PartitionLag lag = new PartitionLag(stores.kafka(), shards, clock);
    Closing.atTheEnd(system, "close-partition-lag", lag);
    NodeMetrics.register(metrics, shards, clock);
    NodeMetrics.register(metrics, lag);
    NodeMetrics.register(metrics, events::totals);
  }

  /** Websites keep their rows for as long as they say, on whichever node looks after that. */
  private void retain() {
    RetentionCounters counters = new RetentionCounters();
    NodeMetrics.register(metrics, counters);
    OldRows rows = new OldRows(settings.clickHouse().server());
    Closing.atTheEnd(system, "close-old-rows", rows);
    RecentVisitors visitors = new RecentVisitors(settings.clickHouse().server());
    Websites websites = new Websites(stores.metadata());
    Retention.init(system, new RetentionPass(websites, rows, visitors, counters), counters);
  }

  /**
   * Starts the regions; a journal that is touched before its tables exist stays broken. Completes
   * once shards can move here.
   */
  CompletionStage<Done> start(CqlSession journals) {
    // First: whoever coordinates shards waits for each member of this role to start any region.
    WebsiteMinutes minutes =
        WebsiteMinutes.init(system, settings.minute(), logClock.whenSure(), shards.minuteWrites);
    PartitionWriter writer = new PartitionWriter(settings.kafka(), logClock);
    Closing.atTheEnd(system, "close-partition-writer", writer);
    CountingDirectory counting = CountingDirectory.start(new Websites(stores.metadata()));
    Closing.atTheEnd(system, "close-counting-rules", counting);
    NodeMetrics.registerUnusable(metrics, "goals", counting::refused);
    // Where all partitions are busy no shard writes one, and the clock would not be sure for long.
    var unused = writer.tick(0);
    return ShardRegion.init(
        system,
        stores.identity(),
        settings.session(),
        settings.shard(),
        new ShardRegion.Surroundings(
            new PartitionReader(system, settings.kafka(), recordReading()),
            writer,
            events,
            minutes,
            counting::rules,
            journals,
            beforeWrite,
            shards,
            clock));
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
}
