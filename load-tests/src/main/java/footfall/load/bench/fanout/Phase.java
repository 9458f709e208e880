package footfall.load.bench.fanout;

import java.io.PrintWriter;
import java.util.Map;

/**
 * What was seen of a crowd, and of the node, for some time.
 *
 * @param hits that the node took meanwhile
 * @param lag records the node was behind at the end
 * @param frames of the node, for however many sockets
 * @param encodings of these frames
 * @param seen by the crowd
 * @param cores used, by process
 */
record Phase(
    double seconds,
    long hits,
    double lag,
    double frames,
    double encodings,
    CrowdReport seen,
    Map<String, Double> cores) {

  double hitsPerSecond() {
    return hits / seconds;
  }

  double framesReadPerSecond() {
    return seen.frames() / seconds;
  }

  double megabytesReadPerSecond() {
    return seen.bytes() / seconds / 1e6;
  }

  void print(String what, PrintWriter out) {
    out.printf("- %s, %.1f s%n", what, seconds);
    out.printf("  ingest %,.0f hits/s; lag at the end %,.0f records%n", hitsPerSecond(), lag);
    out.printf(
        "  read by healthy sockets: %,.0f frames/s, %,.1f MB/s; %,d open, %,d refused,"
            + " %,d healthy and %,d slow ones ended by the server%n",
        framesReadPerSecond(),
        megabytesReadPerSecond(),
        seen.open(),
        seen.refused(),
        seen.lostReaders(),
        seen.lostSlow());
    out.println("  | what | number | p50 ms | p99 ms | p99.9 ms | max ms |");
    out.println("  |---|---|---|---|---|---|");
    out.println("  | receipt -> frame | " + seen.toFrame() + " |");
    out.println("  | connect -> snapshot | " + seen.toSnapshot() + " |");
    out.println("  stalled sockets cut, by the time they had not read: " + seen.cutByAge());
    out.printf("  the node's frames %,.0f, encodings %,.0f%n", frames, encodings);
    out.print("  cores used:");
    cores.forEach((name, used) -> out.printf(" %s %.2f", name, used));
    out.println();
    out.flush();
  }
}
