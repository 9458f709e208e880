package footfall.load.bench.growth;

import footfall.load.bench.Backlog;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What grows: one curve each. */
enum Curve {
  WEBSITES(
      "websites",
      "Websites",
      "websites",
      "Their sizes follow zipf; 8 partitions; 8,000 hits a minute of event time."),
  LARGEST(
      "largest",
      "One website among a hundred",
      "share of all visits, %",
      "The other visits go to 100 websites by zipf, in which it is the first; 8 partitions."),
  LIVE_MINUTES(
      "live-minutes",
      "Websites with every minute kept",
      "websites",
      "A tenth of the hits, counted as if all of it had just happened: each website-minute is an"
          + " entity that stores its parts in Cassandra. Measured until all of it is stored, which"
          + " takes 13 s at least: a checkpoint each 10 s, and 3 s in which a minute gathers."),
  OPEN_SESSIONS(
      "open-sessions",
      "Open sessions",
      "sessions open before the first hit",
      "Three hits each, of 14 to 6 minutes ago, in the journal when the cold node starts and still"
          + " open at the end; 100 more websites with the backlog, whose own sessions are open"
          + " beside them; 8 partitions."),
  PARTITIONS(
      "partitions",
      "Partitions",
      "partitions",
      "All on one node. With 100,000 websites nearly each hit is alone in its partition's part of"
          + " its website-minute."),
  RECOVERY(
      "recovery",
      "Recovery of a shard",
      "open sessions in the shard",
      "A node with one shard is killed (-9) and started again: a cold JVM reads the journal from"
          + " Cassandra. Time from the epoch taken to the first record asked for.");

  private static final int MANY_WEBSITES = 100_000;

  final String label;
  final String title;

  /** What is on the horizontal axis, with its unit. */
  final String axis;

  /** What is held constant, in a sentence or two. */
  final String explanation;

  Curve(String label, String title, String axis, String explanation) {
    this.label = label;
    this.title = title;
    this.axis = axis;
    this.explanation = explanation;
  }

  /**
   * One measurement of ingest.
   *
   * @param x where it stands on the axis
   * @param openSessions beside the backlog's own, before its first hit is read
   * @param keepsMinutes whether its website-minutes are stored, as those of live hits are
   */
  record Plan(String series, int x, Backlog backlog, int openSessions, boolean keepsMinutes) {
    Plan(String series, int x, Backlog backlog) {
      this(series, x, backlog, 0, false);
    }

    Plan keepingMinutes() {
      return new Plan(series, x, backlog, openSessions, true);
    }
  }

  /** The points of a curve of ingest, in the order in which they are taken. */
  List<Plan> plans(Backlog usual) {
    return switch (this) {
      case WEBSITES -> each("", usual::withWebsites, 1, 10, 1_000, MANY_WEBSITES);
      case LARGEST -> each("", percent -> usual.withLargestShare(percent / 100.0), 20, 50, 90);
      case LIVE_MINUTES ->
          each("", usual.part(10)::withWebsites, 1, 10, 1_000, MANY_WEBSITES).stream()
              .map(Plan::keepingMinutes)
              .toList();
      case OPEN_SESSIONS ->
          List.of(10_000, 100_000, 1_000_000).stream()
              .map(sessions -> new Plan("", sessions, usual, sessions, false))
              .toList();
      case PARTITIONS -> {
        List<Plan> hundred = each("100 websites", usual::withPartitions, 2, 8, 64);
        Backlog many = usual.withWebsites(MANY_WEBSITES);
        List<Plan> tooMany = each("100,000 websites", many::withPartitions, 2, 8, 64);
        yield Stream.concat(hundred.stream(), tooMany.stream()).toList();
      }
      case RECOVERY -> List.of();
    };
  }

  private static List<Plan> each(String series, IntFunction<Backlog> backlog, int... xs) {
    return Arrays.stream(xs).mapToObj(x -> new Plan(series, x, backlog.apply(x))).toList();
  }

  /** Reads a curve's label, as users write it. */
  static final class ByLabel implements ITypeConverter<Curve> {
    @Override
    public Curve convert(String label) {
      return Arrays.stream(values())
          .filter(curve -> curve.label.equals(label))
          .findAny()
          .orElseThrow(
              () ->
                  new TypeConversionException("there is no curve " + label + "; have " + labels()));
    }
  }

  static String labels() {
    return Arrays.stream(values()).map(curve -> curve.label).collect(Collectors.joining(", "));
  }
}
