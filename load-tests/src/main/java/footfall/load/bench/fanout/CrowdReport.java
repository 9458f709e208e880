package footfall.load.bench.fanout;

/**
 * What a crowd tells, as one line.
 *
 * @param open sockets
 * @param frames read by healthy sockets
 * @param bytes read, frames and what the slow ones took
 * @param refused upgrades
 * @param lostReaders healthy sockets that the server ended
 * @param lostSlow slow sockets that the server ended
 * @param cutByAge stalled sockets: {@code 30s:12/12}, of those looked at after 30 s so many were
 *     cut
 * @param toFrame of hits: count | p50 | p99 | p99.9 | max, ms
 * @param toSnapshot of connections, the same
 */
record CrowdReport(
    long open,
    long frames,
    long bytes,
    long refused,
    long lostReaders,
    long lostSlow,
    String cutByAge,
    String toFrame,
    String toSnapshot) {
  private static final String BETWEEN = ";";

  static CrowdReport of(int open, CrowdStats stats) {
    return new CrowdReport(
        open,
        stats.frames,
        stats.bytes,
        stats.refused,
        stats.lostOf(Habit.READS),
        stats.lostOf(Habit.SLOW),
        stats.cutByAge(),
        stats.toFrame.cells(),
        stats.toSnapshot.cells());
  }

  String line() {
    return String.join(
        BETWEEN,
        Long.toString(open),
        Long.toString(frames),
        Long.toString(bytes),
        Long.toString(refused),
        Long.toString(lostReaders),
        Long.toString(lostSlow),
        cutByAge,
        toFrame,
        toSnapshot);
  }

  static CrowdReport parse(String line) {
    String[] parts = line.split(BETWEEN, -1);
    return new CrowdReport(
        Long.parseLong(parts[0]),
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]),
        Long.parseLong(parts[4]),
        Long.parseLong(parts[5]),
        parts[6],
        parts[7],
        parts[8]);
  }
}
