package footfall.load.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a document that a benchmark writes: between two markers, the rest is people's. */
public final class MarkedSection {
  private final String begin;
  private final String end;

  /**
   * @param name of the benchmark, such as {@code bench peers}
   */
  public MarkedSection(String name) {
    this.begin = "<!-- " + name + ": written by the command, begin -->";
    this.end = "<!-- " + name + ": end -->";
  }

  /** Puts the text between the markers, or with them at the end where they are not there yet. */
  public void write(Path file, String markdown) throws IOException {
    String text = Files.readString(file);
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    String section = begin + "\n" + markdown + "\n" + end;
    Files.writeString(
        file,
        from >= 0 && to > from
            ? text.substring(0, from) + section + text.substring(to + end.length())
            : text.stripTrailing() + "\n\n" + section + "\n");
  }
}
