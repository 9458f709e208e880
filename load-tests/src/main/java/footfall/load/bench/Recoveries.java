package footfall.load.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How the shards of a node recovered, as its log says.
 *
 * @param millis of each, ascending
 * @param bytes that all of them read from their journals
 */
public record Recoveries(List<Long> millis, long bytes) {
  private static final Pattern LINE =
      Pattern.compile("recovered to offset .* from (\\d+) bytes in (\\d+) ms");

  /**
   * Reads them from a node's log.
   *
   * @param from bytes of the log that belong to earlier starts
   */
  public static Recoveries since(Path log, long from) throws IOException {
    byte[] bytes = Files.readAllBytes(log);
    String text = new String(bytes, (int) from, bytes.length - (int) from, StandardCharsets.UTF_8);
    List<MatchResult> lines = LINE.matcher(text).results().toList();
    return new Recoveries(
        lines.stream().map(line -> Long.parseLong(line.group(2))).sorted().toList(),
        lines.stream().mapToLong(line -> Long.parseLong(line.group(1))).sum());
  }
}
