package footfall.load.bench.peers;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A peer as a JVM of its own, which tells on its standard output how far it is. */
final class PeerProcess implements AutoCloseable {
  private static final int END_SECONDS = 60;
  private static final int LIMIT_MINUTES = 20;
  private static final List<String> OPENED =
      List.of(
          "java.base/java.lang",
          "java.base/java.net",
          "java.base/java.io",
          "java.base/java.nio",
          "java.base/java.text",
          "java.base/java.time",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.util.concurrent.atomic",
          "java.base/sun.nio.ch");

  private final Process process;
  private final BufferedReader lines;
  private final Path log;

  private PeerProcess(Process process, Path log) {
    this.process = process;
    this.lines = process.inputReader(StandardCharsets.UTF_8);
    this.log = log;
    // Reading its lines would wait for a peer that hangs.
    CompletableFuture.delayedExecutor(LIMIT_MINUTES, TimeUnit.MINUTES)
        .execute(process::destroyForcibly);
    // Ctrl-C must not leave it behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end-peer"));
  }

  /**
   * Starts a peer, which is ended after 20 minutes.
   *
   * @param home the repository's root; the peers' module must have been built
   * @param jvm options of its JVM, heap and garbage collector among them
   * @param arguments of its main class
   */
  static PeerProcess start(Path home, Peer peer, List<String> jvm, List<String> arguments, Path log)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    OPENED.forEach(p -> command.addAll(List.of("--add-opens", p + "=ALL-UNNAMED")));
    command.addAll(jvm);
    command.addAll(List.of("-cp", classPath(home, peer), peer.main));
    command.addAll(arguments);
    command.add(peer.state);
    Process process =
        new ProcessBuilder(command)
            .directory(log.getParent().toFile())
            .redirectError(log.toFile())
            .start();
    return new PeerProcess(process, log);
  }

  private static String classPath(Path home, Peer peer) throws IOException {
    Path target = home.resolve("load-tests/peers/target");
    if (!Files.isDirectory(target.resolve("lib"))) {
      throw new IOException(
          "the peers are not built: run mvn -B package -Ppeers -Dmaven.test.skip=true in " + home);
    }
    try (Stream<Path> jars = Files.list(target.resolve("lib"))) {
      return Stream.concat(
              Stream.of(target.resolve("classes")),
              jars.filter(j -> !j.getFileName().toString().startsWith(peer.foreignJar + "-"))
                  .sorted())
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  long pid() {
    return process.pid();
  }

  /**
   * Waits for the line that begins with this word.
   *
   * @return the epoch ms that the line names
   * @throws IOException where the process ends before
   */
  long await(String word) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(word + " ")) {
        return Long.parseLong(line.substring(word.length() + 1));
      }
    }
    throw new IOException("the peer ended before it said " + word + ", see " + log);
  }

  /** Lets it hand over what is still open, and returns when it has ended. */
  void finish() throws IOException, InterruptedException {
    process.outputWriter(StandardCharsets.UTF_8).append('\n').flush();
    await("finished");
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("the peer did not end within " + END_SECONDS + " s, see " + log);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
