package footfall.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkedSectionTest {
  @TempDir private Path folder;

  @Test
  void eachBenchmarkRewritesItsOwnSectionOnly() throws IOException {
    Path file = folder.resolve("benchmarks.md");
    Files.writeString(file, "# Benchmarks\n");
    MarkedSection ours = new MarkedSection("bench a");
    MarkedSection other = new MarkedSection("bench b");
    ours.write(file, "one");
    other.write(file, "two");

    ours.write(file, "three");

    assertThat(Files.readString(file))
        .isEqualTo(
            """
            # Benchmarks

            <!-- bench a: written by the command, begin -->
            three
            <!-- bench a: end -->

            <!-- bench b: written by the command, begin -->
            two
            <!-- bench b: end -->
            """);
  }
}
