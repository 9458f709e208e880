package footfall.load.bench.clickhouse;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Parts that live traffic through a node makes, and whether merges keep up. */
final class SustainedLoad {
  private static final List<String> TABLES = List.of("events", "sessions");

  /** The node warms, and the first sessions close. */
  private static final Duration BEFORE = Duration.ofSeconds(90);

  private static final Duration SAMPLED_EVERY = Duration.ofSeconds(5);

  private final LoadedNode node;
  private final PrintWriter out;

  SustainedLoad(LoadedNode node, PrintWriter out) {
    this.node = node;
    this.out = out;
  }

  /**
   * What a table's parts did.
   *
   * @param createdPerMinute by inserts
   * @param firstHalf mean of active parts in the first half of the time
   * @param secondHalf the same in the second: no more than before where merges keep up
   * @param mostInPartition at any sample
   */
  record Result(
      String table,
      double minutes,
      long rows,
      double createdPerMinute,
      double firstHalf,
      double secondHalf,
      long mostActive,
      long mostInPartition) {}

  /** Sends for so long; the node goes on when it returns. */
  List<Result> run(Duration time) throws IOException, InterruptedException {
    node.beginSending();
    TimeUnit.SECONDS.sleep(BEFORE.toSeconds());
    List<List<Parts>> samples = List.of(new ArrayList<>(), new ArrayList<>());
    List<Long> rowsBefore = List.of(rows(0), rows(1));
    long start = System.nanoTime();
    while (System.nanoTime() - start < time.toNanos()) {
      for (int table = 0; table < TABLES.size(); table++) {
        samples.get(table).add(Parts.of(node.clickHouse(), "footfall", TABLES.get(table)));
      }
      progress(samples, (System.nanoTime() - start) / 1_000_000_000, time);
      TimeUnit.MILLISECONDS.sleep(SAMPLED_EVERY.toMillis());
    }
    double minutes = (System.nanoTime() - start) / 60e9;
    List<Result> results = new ArrayList<>();
    for (int table = 0; table < TABLES.size(); table++) {
      Parts last = Parts.of(node.clickHouse(), "footfall", TABLES.get(table));
      long rows = rows(table) - rowsBefore.get(table);
      results.add(result(TABLES.get(table), minutes, rows, samples.get(table), last));
    }
    return results;
  }

  private void progress(List<List<Parts>> samples, long second, Duration time) {
    if (samples.get(0).size() % 12 == 1) {
      out.printf("  %d of %d s: ", second, time.toSeconds());
      for (int table = 0; table < TABLES.size(); table++) {
        List<Parts> seen = samples.get(table);
        Parts now = seen.get(seen.size() - 1);
        out.printf(
            "%s %d parts active, %d created; ", TABLES.get(table), now.active(), now.created());
      }
      out.printf("%,d hits sent%n", node.sent());
      out.flush();
    }
  }

  private long rows(int table) throws IOException, InterruptedException {
    return node.clickHouse().number("SELECT count() AS n FROM " + TABLES.get(table));
  }

  static Result result(String table, double minutes, long rows, List<Parts> samples, Parts last) {
    int half = samples.size() / 2;
    return new Result(
        table,
        minutes,
        rows,
        (last.created() - samples.get(0).created()) / minutes,
        meanActive(samples.subList(0, half)),
        meanActive(samples.subList(half, samples.size())),
        samples.stream().mapToLong(Parts::active).max().orElse(0),
        samples.stream().mapToLong(Parts::mostInPartition).max().orElse(0));
  }

  private static double meanActive(List<Parts> samples) {
    return samples.stream().mapToLong(Parts::active).average().orElse(0);
  }
}
