package footfall.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a store's directory holds before its first start. Making it takes seconds; small stores copy
 * what the first of their kind has made, for as long as the build's {@code target} stays.
 */
final class FirstData {
  private FirstData() {}

  /** Makes it in the place that its caller has in mind. */
  interface Maker {
    void make() throws IOException, InterruptedException;
  }

  /**
   * Copies it, else makes and keeps it; safe when several JVMs do so together.
   *
   * @param kept where it is kept
   * @param target where it is wanted, and where {@code maker} makes it; must not exist
   */
  static void lay(Path kept, Path target, Maker maker) throws IOException, InterruptedException {
    if (Files.isDirectory(kept)) {
      Path partial = target.resolveSibling(target.getFileName() + ".partial");
      PostgresFiles.delete(partial);
      copy(kept, partial);
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    maker.make();
    Path parent = Files.createDirectories(kept.getParent());
    Path partial = Files.createTempDirectory(parent, kept.getFileName().toString());
    copy(target, partial);
    PostgresFiles.moveInto(partial, kept);
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> parentsFirst;
    try (Stream<Path> tree = Files.walk(from)) {
      parentsFirst = tree.toList();
    }
    for (Path path : parentsFirst) {
      Files.copy(
          path,
          to.resolve(from.relativize(path)),
          StandardCopyOption.COPY_ATTRIBUTES,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
