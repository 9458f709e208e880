package footfall.node;

import footfall.api.live.LiveCounters;
import footfall.metrics.Metrics;
import footfall.persistence.clickhouse.ClickHouseEventStore;
import footfall.session.ShardMetrics;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** What a node's shards and stores count, as Prometheus sees it. */
final class NodeMetrics {
  private NodeMetrics() {}

  static void register(
      Metrics metrics, ShardMetrics shards, PartitionLag lag, ClickHouseEventStore store) {
    metrics.counters(
        "footfall_hits_total",
        "Records taken in, by what became of them",
        "verdict",
        Map.of(
            "counted", shards::counted,
            "duplicate", shards::duplicates,
            "late", shards::late,
            "bot", shards.bots::sum,
            "rejected", shards.rejected::sum,
            "misplaced", shards.misplaced::sum));
    metrics.counter("footfall_ticks_total", "Ticks read", shards.ticks::sum);
    metrics.counter("footfall_checkpoints_total", "Checkpoints stored", shards.checkpoints::sum);
    metrics.counter(
        "footfall_checkpoint_bytes_total",
        "Bytes of stored checkpoints",
        shards.checkpointBytes::sum);
    metrics.counter(
        "footfall_closed_sessions_total", "Sessions closed", shards.closedSessions::sum);
    metrics.counter(
        "footfall_shard_restarts_total",
        "Times a shard went back to its checkpoint",
        shards.restarts::sum);
    metrics.gauge(
        "footfall_lag_records", "Records not yet taken in by this node's shards", lag::records);
    metrics.gauge("footfall_open_sessions", "Open sessions", () -> sum(shards.openSessions));
    metrics.gauge(
        "footfall_outbox_entries",
        "Closed sessions, joins and final parts not yet acknowledged",
        () -> sum(shards.outbox));
    metrics.gauge("footfall_active_visitors", "Visitors active now", () -> sum(shards.visitors));
    metrics.gauge(
        "footfall_shards", "Session shards that read their partition", () -> running(shards));
    metrics.gauge(
        "footfall_clickhouse_unstored_bytes",
        "Bytes of rows not yet acknowledged",
        () -> store.totals().unstoredBytes());
    metrics.counter(
        "footfall_clickhouse_inserts_total", "Inserts stored", () -> store.totals().inserts());
    metrics.counter("footfall_clickhouse_rows_total", "Rows stored", () -> store.totals().rows());
    metrics.counter(
        "footfall_clickhouse_failures_total",
        "Inserts that were sent again",
        () -> store.totals().failures());
    metrics.counter(
        "footfall_clickhouse_refused_total",
        "Rows that ClickHouse will never take",
        () -> store.totals().refused());
  }

  static void register(Metrics metrics, LiveCounters live) {
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
  }

  static long running(ShardMetrics shards) {
    long running = 0;
    for (int partition = 0; partition < shards.nextOffsets.length(); partition++) {
      running += shards.nextOffsets.get(partition) >= 0 ? 1 : 0;
    }
    return running;
  }

  private static long sum(AtomicLongArray values) {
    long sum = 0;
    for (int i = 0; i < values.length(); i++) {
      sum += values.get(i);
    }
    return sum;
  }
}
