package footfall.localstack;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked from their jar. */
final class PostgresFiles {
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
  private static final int OWNER_EXECUTE = 0b001_000_000;

  private PostgresFiles() {}

  /**
   * Unpacks once per build; safe when several JVMs do so together.
   *
   * @return the directory that holds {@code bin/}
   */
  static synchronized Path unpack(Path parent) {
    try (InputStream archive = PostgresFiles.class.getResourceAsStream(ARCHIVE)) {
      Path target = parent.resolve(jarName());
      if (Files.isDirectory(target)) {
        return target;
      }
      Files.createDirectories(parent);
      Path partial = Files.createTempDirectory(parent, "postgres-unpacking");
      Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwxr-xr-x"));
      extract(archive, partial);
      return moveInto(partial, target);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL's programs could not be unpacked", e);
    }
  }

  /** File name of the jar that brings the programs: it tells their version. */
  private static String jarName() {
    String url = PostgresFiles.class.getResource(ARCHIVE).toString();
    Path jar = Path.of(url.substring(0, url.lastIndexOf('!')));
    return jar.getFileName().toString().replaceAll("[.]jar$", "");
  }

  /** Moves a finished directory into its place, or deletes it where another was first. */
  static Path moveInto(Path partial, Path target) throws IOException {
    try {
      return Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw e;
    } catch (FileSystemException anotherWasFirst) {
      if (!Files.isDirectory(target)) {
        throw anotherWasFirst;
      }
      delete(partial);
      return target;
    }
  }

  private static void extract(InputStream archive, Path target) throws IOException {
    try (var tar =
        new TarArchiveInputStream(
            new XZCompressorInputStream(new BufferedInputStream(archive, 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("entry outside the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
          continue;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, path);
          boolean executable = (entry.getMode() & OWNER_EXECUTE) != 0;
          Files.setPosixFilePermissions(
              path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }

  /** Deletes a directory with all it holds; nothing happens when it is absent. */
  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
