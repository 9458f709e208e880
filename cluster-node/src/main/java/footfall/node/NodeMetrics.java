package footfall.node;

import footfall.api.collect.CollectCounters;
import footfall.api.collect.LogClock;
import footfall.api.live.LiveCounters;
import footfall.metrics.Metrics;
import footfall.persistence.clickhouse.ClickHouseEventStore;
import footfall.protocol.hit.DropReason;
import footfall.retention.RetentionCounters;
import footfall.session.ShardMetrics;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What a node's shards, stores and edges count, as Prometheus sees it. */
final class NodeMetrics {
  private static final double MS_PER_SECOND = 1e3;

  private NodeMetrics() {}

  /** What this node is: its version, and into how many partitions its cluster divides hits. */
  static void register(Metrics metrics, String version, int partitions) {
    metrics.info("footfall_build", "The version that runs", "app_version", version);
    metrics.gauge(
        "footfall_partitions",
        "Partitions of topic events, each of which needs a shard somewhere",
        () -> partitions);
  }

  /** Of which websites something in PostgreSQL cannot be used; the log says why. */
  static void registerUnusable(Metrics metrics, String what, IntSupplier websites) {
    metrics.gauge(
        "footfall_unusable_" + what + "_websites",
        "Websites whose " + what + " in PostgreSQL cannot be used, and stay as they were last",
        websites::getAsInt);
  }

  static void register(Metrics metrics, LogClock clock) {
    metrics.gauge(
        "footfall_clock_off_seconds",
        "How far this node's clock is ahead of the time at which Kafka appends; 0 within 10 s",
        () -> clock.offMs() / MS_PER_SECOND);
  }

  static void register(Metrics metrics, ShardMetrics shards, Clock clock) {
    metrics.counters(
        "footfall_hits_total",
        "Records taken in, by what became of them",
        "verdict",
        Map.of(
            "counted", shards::counted,
            "duplicate", shards::duplicates,
            "late", shards::late,
            "bot", shards.bots::sum,
            "rejected", shards::allRejected,
            "misplaced", shards.misplaced::sum));
    metrics.counters(
        "footfall_ingest_rejected_total",
        "Records refused, by reason",
        "reason",
        byReason(reason -> () -> shards.rejected(reason)));
    metrics.counter(
        "footfall_ingest_unread_sampling_rates_total",
        "Hits whose header sampling-rate is no rate: each counted for itself alone",
        shards.unreadRates::sum);
    metrics.counter("footfall_ticks_total", "Ticks read", shards.ticks::sum);
    metrics.counter(
        "footfall_closed_sessions_total", "Sessions closed", shards.closedSessions::sum);
    metrics.gauge("footfall_open_sessions", "Open sessions", () -> sum(shards.openSessions));
    metrics.gauge(
        "footfall_outbox_entries",
        "Closed sessions, joins and final parts not yet acknowledged",
        () -> sum(shards.outbox));
    metrics.gauge("footfall_active_visitors", "Visitors active now", () -> sum(shards.visitors));
    metrics.gauge(
        "footfall_waiting_rows",
        "Raw rows that shards have not yet handed to the store of rows",
        shards::allWaitingRows);
    registerCheckpoints(metrics, shards, clock);
    registerMoves(metrics, shards);
  }

  private static void registerCheckpoints(Metrics metrics, ShardMetrics shards, Clock clock) {
    metrics.counter("footfall_checkpoints_total", "Checkpoints stored", shards.checkpoints::sum);
    metrics.counter(
        "footfall_checkpoint_bytes_total",
        "Bytes of stored checkpoints",
        shards.checkpointBytes::sum);
    metrics.gauges(
        "footfall_checkpoint_age_seconds",
        "Time since all of a partition's shard was last in its journal: what a restart reads again",
        "partition",
        () -> ages(shards.lastCheckpointAt, clock.millis()));
    metrics.histogram(
        "footfall_checkpoint_seconds",
        "Time from taking a checkpoint until it is stored, with the wait for rows before it",
        shards.checkpointTimes);
    metrics.histogram(
        "footfall_journal_write_seconds",
        "Time until Cassandra has acknowledged an event of a shard's journal",
        shards.journalWrites);
    metrics.histogram(
        "footfall_minute_write_seconds",
        "Time until Cassandra has acknowledged an event of a website-minute's journal",
        shards.minuteWrites);
    metrics.counter(
        "footfall_journal_failures_total",
        "Events of a shard's journal that Cassandra did not acknowledge",
        shards.journalFailures::sum);
  }

  private static void registerMoves(Metrics metrics, ShardMetrics shards) {
    metrics.gauge(
        "footfall_shards", "Session shards that read their partition", () -> running(shards));
    metrics.counter(
        "footfall_shard_starts_total",
        "Shards that began on this node: started, or moved here",
        shards.starts::sum);
    metrics.counter(
        "footfall_shard_restarts_total",
        "Times a shard went back to its checkpoint",
        shards.restarts::sum);
    metrics.histogram(
        "footfall_shard_recovery_seconds",
        "Time from a start or restart of a shard until it reads",
        shards.recoveries);
    metrics.histogram(
        "footfall_shard_handover_seconds",
        "Time from the order to hand a shard over until it has stopped here",
        shards.handOvers);
    metrics.counter(
        "footfall_shard_handovers_overdue_total",
        "Hand-overs that ended before the last checkpoint was stored",
        shards.overdueHandOvers::sum);
  }

  static void register(Metrics metrics, PartitionLag lag) {
    registerLag(metrics, lag::records, lag::seconds);
  }

  static void registerLag(
      Metrics metrics,
      Supplier<Map<String, Double>> records,
      Supplier<Map<String, Double>> seconds) {
    metrics.gauges(
        "footfall_lag_records",
        "Records that the shard of a partition has not taken in; NaN while Kafka does not say",
        "partition",
        records);
    metrics.gauges(
        "footfall_lag_seconds",
        "Age of the oldest record that the shard of a partition has not taken in; NaN if unknown",
        "partition",
        seconds);
  }

  static void register(Metrics metrics, Supplier<ClickHouseEventStore.Totals> store) {
    metrics.histogram(
        "footfall_clickhouse_insert_seconds",
        "Time of an insert until ClickHouse has stored it",
        store.get().insertTimes());
    metrics.gauge(
        "footfall_clickhouse_unstored_bytes",
        "Bytes of rows handed over and not yet acknowledged",
        () -> store.get().unstoredBytes());
    metrics.counter(
        "footfall_clickhouse_inserts_total", "Inserts stored", () -> store.get().inserts());
    metrics.counter("footfall_clickhouse_rows_total", "Rows stored", () -> store.get().rows());
    metrics.counter(
        "footfall_clickhouse_failures_total",
        "Inserts that failed and were sent again",
        () -> store.get().failures());
    metrics.counter(
        "footfall_clickhouse_refused_total",
        "Rows that ClickHouse will never take",
        () -> store.get().refused());
  }

  static void register(Metrics metrics, LiveCounters live) {
    metrics.gauge(
        "footfall_live_websites", "Websites that dashboards of this node watch", live::websites);
    metrics.gauge("footfall_live_sockets", "Dashboards connected", live::sockets);
    metrics.counter(
        "footfall_live_frames_total", "Frames of websites that came to this node", live::frames);
    metrics.counter(
        "footfall_live_encodings_total",
        "Frames written as JSON, each once for all sockets",
        live::encodings);
    metrics.counter("footfall_live_sent_total", "Frames handed to dashboards", live::sent);
    metrics.counter(
        "footfall_live_cut_total", "Dashboards cut because they did not read", live::cut);
    metrics.histogram(
        "footfall_live_receipt_to_frame_seconds",
        "Time from a hit's receipt by the collector to the frame of a watched website that shows it",
        live.receiptToFrame());
  }

  static void register(Metrics metrics, CollectCounters collected) {
    metrics.counter(
        "footfall_collector_hits_accepted_total",
        "Hits that Kafka has acknowledged",
        collected::accepted);
    metrics.counters(
        "footfall_collector_hits_refused_total",
        "Hits refused by the collector, by reason",
        "reason",
        byReason(reason -> () -> collected.refused(reason)));
    metrics.counter(
        "footfall_collector_hits_sampled_out_total",
        "Hits answered as accepted and not written: their website's sampling leaves them out",
        collected::sampledOut);
    metrics.counters(
        "footfall_collector_requests_limited_total",
        "Requests answered with 429, by whose rate they were over",
        "rate_of",
        Map.of("peer", collected::limitedPeers, "website", collected::limitedWebsites));
    metrics.counter(
        "footfall_collector_requests_unavailable_total",
        "Requests answered with 503",
        collected::unavailable);
    metrics.histogram(
        "footfall_collector_ack_seconds",
        "Time until Kafka has acknowledged the hits of a request",
        collected.acknowledgements());
  }

  static void register(Metrics metrics, RetentionCounters retention) {
    metrics.counter(
        "footfall_retention_rows_total",
        "Rows deleted from ClickHouse because their website keeps them no longer",
        retention::rows);
    metrics.counter(
        "footfall_retention_passes_total",
        "Times all websites were looked at for rows to delete, one an hour in a cluster",
        retention::passes);
    metrics.counter(
        "footfall_retention_failures_total",
        "Times such a look failed because a store was away, and was tried again",
        retention::failures);
  }

  static long running(ShardMetrics shards) {
    long running = 0;
    for (int partition = 0; partition < shards.nextOffsets.length(); partition++) {
      running += shards.nextOffsets.get(partition) >= 0 ? 1 : 0;
    }
    return running;
  }

  private static Map<String, LongSupplier> byReason(Function<DropReason, LongSupplier> counter) {
    Map<String, LongSupplier> counters = new LinkedHashMap<>();
    for (DropReason reason : DropReason.values()) {
      counters.put(reason.wire(), counter.apply(reason));
    }
    return counters;
  }

  private static Map<String, Double> ages(AtomicLongArray since, long now) {
    Map<String, Double> ages = new LinkedHashMap<>();
    for (int partition = 0; partition < since.length(); partition++) {
      long at = since.get(partition);
      if (at > 0) {
        ages.put(Integer.toString(partition), Math.max(0, now - at) / MS_PER_SECOND);
      }
    }
    return ages;
  }

  private static long sum(AtomicLongArray values) {
    long sum = 0;
    for (int i = 0; i < values.length(); i++) {
      sum += values.get(i);
    }
    return sum;
  }
}
