package footfall.load.bench.peers;

import footfall.load.bench.FilledTopic;
import footfall.load.bench.Measured;
import footfall.load.bench.ProcessCpu;
import footfall.load.scenario.Await;
import footfall.load.scenario.ClickHouseRows;
import footfall.load.scenario.NodeProcess;
import footfall.localstack.LocalStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Footfall's own run: a cold node on fresh stores works off the topic. */
final class FootfallRun {
  private static final Duration LIMIT = Duration.ofMinutes(15);

  /** Sessions and website-minutes, which is what the peers do. */
  private static final Map<String, String> SETTINGS =
      Map.of("FOOTFALL_ENRICH", "off", "FOOTFALL_RAW_ROWS", "off", "FOOTFALL_LIVE_HOUR", "1 h");

  private static final String ROWS =
      "SELECT concatWithSeparator('\\t', toString(session_id), website_id, visitor_id, user_id,"
          + " toString(toUnixTimestamp(session_start)), toString(toUnixTimestamp(session_end)),"
          + " toString(session_duration), toString(pageviews), toString(events),"
          + " toString(transactions), toString(revenue), landing_page, exit_page,"
          + " toString(traffic_source), toString(traffic_medium), traffic_campaign,"
          + " toString(device_type), toString(browser), toString(os), toString(country), city,"
          + " toString(is_bounce), toString(is_conversion)) AS row FROM sessions FINAL";

  private final Path home;
  private final Path folder;
  private final LocalStack stack;

  FootfallRun(Path home, Path folder, LocalStack stack) {
    this.home = home;
    this.folder = folder;
    this.stack = stack;
  }

  /**
   * One run.
   *
   * @param measured seconds from the first hits counted to lag 0; CPU until all of it was durable
   * @param durableSeconds until the last checkpoint was written, for which its timer is waited for
   * @param closed rows in ClickHouse
   * @param sessions closed and open
   */
  record Result(Measured measured, double durableSeconds, List<String> closed, long sessions) {}

  /**
   * @param records in the topic
   */
  Result run(long records) throws IOException, InterruptedException {
    try (NodeProcess node =
        new NodeProcess(home, stack.addresses(), FilledTopic.PARTITIONS, folder, SETTINGS)) {
      node.start();
      ProcessCpu cpu = ProcessCpu.of(node, stack);
      Await.until("the node counts", LIMIT, () -> node.metric("footfall_hits_total") > 0);
      Map<String, Double> before = cpu.seconds();
      double hitsBefore = node.metric("footfall_hits_total");
      long start = System.nanoTime();
      Await.until("all is taken in", LIMIT, () -> node.metric("footfall_hits_total") >= records);
      double consumed = (System.nanoTime() - start) / 1e9;
      double checkpoints = node.metric("footfall_checkpoints_total");
      Await.until(
          "every shard has taken its last checkpoint",
          LIMIT,
          () -> node.metric("footfall_checkpoints_total") >= checkpoints + FilledTopic.PARTITIONS);
      double durable = (System.nanoTime() - start) / 1e9;
      long hits = (long) (node.metric("footfall_hits_total") - hitsBefore);
      Measured measured = Measured.between("Footfall", hits, consumed, before, cpu.seconds());
      Await.until(
          "every session is in ClickHouse",
          LIMIT,
          () -> node.metric("footfall_outbox_entries") == 0);
      double sessions =
          node.metric("footfall_open_sessions") + node.metric("footfall_closed_sessions_total");
      node.stop();
      return new Result(measured, durable, closed(), (long) sessions);
    }
  }

  private List<String> closed() throws IOException, InterruptedException {
    return new ClickHouseRows(stack.addresses().clickHouseUrl())
        .select(ROWS).stream().map(row -> row.get("row")).toList();
  }
}
