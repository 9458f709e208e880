package footfall.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The classes of one child, parsed and checked beforehand (the JDK's class data sharing), so that
 * its JVM starts with about a third less work. The build makes them by one recorded run; a JVM
 * starts as well without one, and by itself refuses one that another JDK or other jars made.
 *
 * @param lib directory of the jars that it is made from; others lie beside the archive
 */
public record ClassArchive(Path lib) {
  /** System property of a JVM whose children record. */
  public static final String RECORDING = "footfall.record-classes";

  /** Arguments for the child's JVM: to use the archive, or to write one at its end. */
  public List<String> arguments() {
    if (isRecording()) {
      return List.of("-XX:ArchiveClassesAtExit=" + partial(), "-Xlog:cds=error");
    }
    return Files.exists(file()) ? List.of("-XX:SharedArchiveFile=" + file()) : List.of();
  }

  /** True in the one JVM of the build whose children record. */
  static boolean isRecording() {
    return Boolean.getBoolean(RECORDING);
  }

  /** True when there is none, or one that is older than a jar. */
  public boolean isStale() {
    return !Files.exists(file())
        || Stream.of(lib, lib.getParent()).flatMap(ClassArchive::jars).anyMatch(this::isOlderThan);
  }

  private static Stream<Path> jars(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isOlderThan(Path jar) {
    try {
      return Files.getLastModifiedTime(file()).compareTo(Files.getLastModifiedTime(jar)) < 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Puts what a recording JVM wrote in the archive's place; to be called when that JVM has ended. A
   * JVM that was killed wrote none, and the archive before it stays.
   */
  public void keep() {
    try {
      if (Files.exists(partial())) {
        Files.move(partial(), file(), StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the archive of classes could not be kept", e);
    }
  }

  private Path file() {
    return lib.resolveSibling("classes.jsa");
  }

  private Path partial() {
    return lib.resolveSibling("classes.jsa.recording");
  }
}
