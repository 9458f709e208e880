package footfall.load.bench.moves;

import java.util.List;
import java.util.Locale;

/** The tables of planned moves, as docs/benchmarks.md shows them. */
final class MovesReport {
  private final String command;
  private final Moves.Settings settings;
  private final Moves.Result result;

  MovesReport(String command, Moves.Settings settings, Moves.Result result) {
    this.command = command;
    this.settings = settings;
    this.result = result;
  }

  String section() {
    StringBuilder rows = new StringBuilder();
    for (Moves.Kind kind : Moves.Kind.values()) {
      rows.append(row(kind, result.gaps().getOrDefault(kind, List.of()))).append('\n');
    }
    return """
        ## Planned moves of shards

        `./footfall %s`: two nodes (`-Xmx1g` each) as processes of their own, 8 partitions, %s open sessions in each shard, %,.0f hits/s of live traffic straight to Kafka. **Generator, stores and nodes share two cores.** A node joins, and takes half of the shards, at most two at a time; then one of both leaves (`TERM`) and the other has them all. The gap of a shard is the time from the last records that it took in on one node to the first on the other, as both logs tell it (`Gap`).

        | what | times | shards moved | gap p50 ms | p99 ms | max ms | records taken in twice |
        |---|---|---|---|---|---|---|
        %s
        In the end, by the raw rows, the closed sessions and the live pages, of %,d hits that Kafka had acknowledged: %s."""
        .formatted(
            command,
            number(settings.sessions()),
            settings.rate(),
            rows,
            result.hits(),
            result.findings().isEmpty()
                ? "none lost, none counted twice"
                : String.join("; ", result.findings()));
  }

  private String row(Moves.Kind kind, List<Gap> gaps) {
    List<Long> millis = gaps.stream().map(gap -> gap.length().toMillis()).sorted().toList();
    int times = kind == Moves.Kind.JOIN ? 2 * settings.cycles() : settings.cycles();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %s | %s | %s | %,d |",
        kind.text,
        times,
        millis.size(),
        quantile(millis, 0.5),
        quantile(millis, 0.99),
        quantile(millis, 1),
        gaps.stream().mapToLong(Gap::again).sum());
  }

  private static String quantile(List<Long> ascending, double share) {
    return ascending.isEmpty()
        ? "-"
        : number(ascending.get((int) Math.ceil(share * ascending.size()) - 1));
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
