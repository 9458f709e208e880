package footfall.localstack;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The repository on this machine: where the build laid out each service's own class path. */
final class Home {
  private final Path root;

  private Home(Path root) {
    this.root = root;
  }

  /**
   * From the system property {@code footfall.home}, else the variable {@code FOOTFALL_HOME}.
   *
   * @throws StackException when neither names a directory
   */
  static Home find() {
    String named = System.getProperty("footfall.home", System.getenv("FOOTFALL_HOME"));
    if (named == null || !Files.isDirectory(Path.of(named))) {
      throw new StackException(
          "set the system property footfall.home or FOOTFALL_HOME to the repository's root, was "
              + named);
    }
    return new Home(Path.of(named).toAbsolutePath().normalize());
  }

  Path root() {
    return root;
  }

  /** Directory of jars that is the whole class path of a service. */
  Path lib(Service service) {
    return built(root.resolve("local-stack/services/" + service.label() + "/target/lib"));
  }

  /** The ClickHouse engine as a shared library. */
  Path engineLibrary() {
    return built(
        root.resolve("local-stack/engine/node_modules/@chdb/lib-linux-x64-gnu/libchdb.so"));
  }

  /** Where PostgreSQL's binaries are unpacked once per build. */
  Path unpacked() {
    return root.resolve("local-stack/target/services");
  }

  /** The jar or class directory that holds a class of this JVM, for a child's class path. */
  static Path codeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new StackException("no code source for " + type.getName(), e);
    }
  }

  private static Path built(Path path) {
    if (!Files.exists(path)) {
      throw new StackException(
          path + " is missing: run `mvn -B -pl local-stack -am package -DskipTests` first");
    }
    return path;
  }
}
