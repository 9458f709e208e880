package footfall.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One Cassandra node, a cluster by itself; every acknowledged write is in its commit log. */
final class CassandraRecipe implements ServiceRecipe {
  static final String DATACENTER = "datacenter1";

  private final Place place;
  private final int storagePort = Ports.free();

  CassandraRecipe(Place place) {
    this.place = place;
  }

  @Override
  public void prepare() {
    String yaml =
        resource("cassandra.yaml")
            .replace("@DIRECTORY@", place.directory().toString())
            .replace("@NATIVE_HOST@", place.host())
            .replace("@NATIVE_PORT@", Integer.toString(place.port()))
            .replace("@STORAGE_PORT@", Integer.toString(storagePort));
    place.file("cassandra.yaml", yaml);
    place.file("logback.xml", resource("cassandra-logback.xml"));
  }

  @Override
  public List<String> command() {
    Path lib = place.home().lib(Service.CASSANDRA);
    List<String> command = new ArrayList<>(List.of(Java.program()));
    command.addAll(
        place.small()
            ? List.of("-Xmx640m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
            : List.of("-Xmx1g", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=200"));
    command.addAll(new ClassArchive(lib).arguments());
    // With an agent a JVM records nothing; what was recorded serves a JVM with one.
    if (!ClassArchive.isRecording()) {
      command.add("-javaagent:" + jamm(lib));
    }
    resource("cassandra-jvm.options").lines().filter(l -> !l.isBlank()).forEach(command::add);
    command.add("-Dcassandra.config=" + place.directory().resolve("cassandra.yaml").toUri());
    command.add("-Dcassandra.storagedir=" + place.directory());
    command.add("-Dlogback.configurationFile=" + place.directory().resolve("logback.xml"));
    command.addAll(List.of("-cp", lib + "/*", "org.apache.cassandra.service.CassandraDaemon"));
    return command;
  }

  @Override
  public boolean isReady(String logSinceLaunch) {
    return Ports.answers(place.host(), place.port());
  }

  private static Path jamm(Path lib) {
    try (Stream<Path> jars = Files.list(lib)) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith("jamm-"))
          .findFirst()
          .orElseThrow(() -> new StackException("no jamm jar in " + lib));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = CassandraRecipe.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
