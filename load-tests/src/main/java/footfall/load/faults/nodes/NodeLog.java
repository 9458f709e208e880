package footfall.load.faults.nodes;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.BiConsumer;

/** The lines of a node's log and when they were written, by the right clock. */
final class NodeLog {

  /** Passes on every line that begins with a time, with that time; none where there is no log. */
  static void read(ClusterNode node, BiConsumer<Instant, String> each) throws IOException {
    if (!Files.exists(node.log())) {
      return;
    }
    long position = 0;
    try (BufferedReader lines = Files.newBufferedReader(node.log(), StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int space = line.indexOf(' ');
        if (space > 0 && Character.isDigit(line.charAt(0))) {
          pass(node, position, line.substring(0, space), line.substring(space + 1), each);
        }
        position += line.getBytes(StandardCharsets.UTF_8).length + 1;
      }
    }
  }

  private static void pass(
      ClusterNode node, long position, String time, String line, BiConsumer<Instant, String> each) {
    Instant at;
    try {
      at = OffsetDateTime.parse(time).toInstant();
    } catch (DateTimeException e) {
      return;
    }
    each.accept(at.minus(node.clockAhead(position)), line);
  }

  private NodeLog() {}
}
