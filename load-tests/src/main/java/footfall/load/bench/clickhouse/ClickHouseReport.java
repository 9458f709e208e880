package footfall.load.bench.clickhouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables of the section that the command writes into docs/benchmarks.md. */
final class ClickHouseReport {
  private final String command;
  private final List<String> writes = new ArrayList<>();
  private final List<String> parts = new ArrayList<>();
  private final List<String> absences = new ArrayList<>();
  private double rate;

  /**
   * @param command that measures, without {@code ./footfall}
   */
  ClickHouseReport(String command) {
    this.command = command;
  }

  String add(WriteRate.Result run) {
    Parts made = run.parts();
    String row =
        text(
            "| %s | %s | %,d | %,.0f | %,d | %.3f | %.3f | %,.0f | %,.1f | %d, in %d | %d | %s |",
            run.table(),
            run.what(),
            run.rows(),
            run.rows() / run.seconds(),
            run.rows() / Math.max(1, run.inserts()),
            run.writerCpu() * 10_000 / run.rows(),
            run.clickHouseCpu() * 10_000 / run.rows(),
            run.unstoredPeak() / 1e6,
            made.created() / (double) Math.max(1, run.inserts()),
            made.active(),
            made.partitions(),
            made.mostInPartition(),
            run.exact() ? "yes" : "NO");
    writes.add(row);
    return row;
  }

  String add(double hitsPerSecond, SustainedLoad.Result run) {
    rate = hitsPerSecond;
    String row =
        text(
            "| %s | %,.0f | %,.1f | %.1f, %.1f | %d | %d | %.1f %% | %.2f %% |",
            run.table(),
            run.rows() / run.minutes() / 60,
            run.createdPerMinute(),
            run.firstHalf(),
            run.secondHalf(),
            run.mostActive(),
            run.mostInPartition(),
            100.0 * run.mostInPartition() / Parts.DELAYED_FROM,
            100.0 * run.mostInPartition() / Parts.REFUSED_FROM);
    parts.add(row);
    return row;
  }

  String add(Away.Result run) {
    String row =
        text(
            "| %s, %d s | %,.0f | %,.0f, %,.0f | %,.0f | %,.0f | %,.1f | %s | %,d | %,d | %,d, %s"
                + " | %,.0f | %,d | %s |",
            run.how().name().toLowerCase(Locale.ROOT),
            run.away().toSeconds(),
            run.rate(),
            run.heapBefore() / 1e6,
            run.heapAway() / 1e6,
            run.mostHeap() / 1e6,
            run.mostResident() / 1e6,
            run.mostUnstored() / 1e6,
            run.pausedAfter() < 0 ? "never" : run.pausedAfter() + "",
            run.takenAway(),
            run.lagAway(),
            run.framesAway(),
            run.saysSo() ? "yes" : "no",
            run.drainSeconds(),
            run.sent(),
            run.wrong().isEmpty() ? "yes" : "NO: " + run.wrong());
    absences.add(row);
    return row;
  }

  String section() {
    StringBuilder text = new StringBuilder();
    text.append("## The way into ClickHouse\n\n`./footfall ").append(command).append("`, ");
    text.append("stores, node and generator on the same two cores.");
    table(
        text,
        """
        Rows of the generator's traffic, decoded and enriched, through the product's event store (the JDBC driver's client, Native blocks) into fresh tables: eight callers, one call of 12,500 rows under way each. The writer's CPU is its whole JVM's, garbage collection included; ClickHouse's includes merges beside.""",
        "| table | pace | rows | rows/s | rows an insert | writer's CPU s per 10,000 rows |"
            + " ClickHouse's | most unstored, MB | parts made by an insert | parts left, partitions"
            + " | most in one | every row once |",
        12,
        writes);
    table(
        text,
        text(
            "Live traffic of %,.0f hits/s through a node, with a session gap of a minute, so that"
                + " sessions close meanwhile. Parts as `system.parts` shows them every 5 s;"
                + " ClickHouse slows inserts from %,d active parts in a partition on, and refuses"
                + " them from %,d.",
            rate, Parts.DELAYED_FROM, Parts.REFUSED_FROM),
        "| table | rows/s | parts made a minute | active parts: mean of the first half, of the"
            + " second | most | most in one partition | of the limit for slowing | for refusing |",
        8,
        parts);
    table(
        text,
        """
        ClickHouse away under live traffic, from Kafka: its process killed, or frozen by SIGSTOP. Heap in MB after a full collection before and at the end, then the most with garbage, then the most that the operating system gave the node. Frames are those of one watched website, and whether its newest one at ClickHouse's return said that it is behind (`catching_up`, or a `lag_ms` over 10 s).""",
        "| away | hits/s sent | heap before, at the end | most heap | most RSS | most unstored, MB |"
            + " intake paused after s | hits taken in meanwhile | records behind at its return |"
            + " frames, says it is behind | s to catch up | hits sent in all | each once in ClickHouse"
            + " |",
        13,
        absences);
    return text.toString();
  }

  private static void table(
      StringBuilder text, String words, String head, int columns, List<String> rows) {
    if (!rows.isEmpty()) {
      text.append("\n\n").append(words).append("\n\n").append(head).append('\n');
      text.append("|---".repeat(columns)).append("|\n").append(String.join("\n", rows));
    }
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
