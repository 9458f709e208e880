package footfall.load.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a JVM's heap holds after a collection, class by class, the largest first. */
public record ClassHistogram(List<Row> rows) {
  private static final Pattern LINE = Pattern.compile("(?m)^ *\\d+: +(\\d+) +(\\d+) +(\\S+)");

  /** All instances of one class. */
  public record Row(String className, long instances, long bytes) {}

  /** Asks a JVM on this machine, which collects its garbage for it. */
  public static ClassHistogram of(long pid) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                "GC.class_histogram")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String text = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new IOException("jcmd could not list the classes of process " + pid);
    }
    return parse(text);
  }

  static ClassHistogram parse(String text) {
    return new ClassHistogram(
        LINE.matcher(text)
            .results()
            .map(ClassHistogram::row)
            .sorted(Comparator.comparingLong(Row::bytes).reversed())
            .toList());
  }

  private static Row row(MatchResult line) {
    return new Row(line.group(3), Long.parseLong(line.group(1)), Long.parseLong(line.group(2)));
  }

  /** Bytes of all classes. */
  public long bytes() {
    return rows.stream().mapToLong(Row::bytes).sum();
  }
}
