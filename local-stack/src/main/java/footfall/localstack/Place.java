package footfall.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where one service lives.
 *
 * @param directory its own directory under the data directory
 * @param log file that receives its output
 * @param host address it listens on
 * @param port listening port
 * @param small true for small heaps
 */
record Place(Home home, Path directory, Path log, String host, int port, boolean small) {
  Path file(String name, String content) {
    try {
      Files.createDirectories(directory);
      return Files.writeString(directory.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
