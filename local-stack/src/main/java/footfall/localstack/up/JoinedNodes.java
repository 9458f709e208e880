package footfall.localstack.up;

import footfall.localstack.PidFile;
import footfall.localstack.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The nodes that {@code ./footfall node} has added to one data directory: each verb is written down
 * in {@code run} for as long as it runs, so that nodes find each other and {@code up} can end them.
 */
final class JoinedNodes {
  /** Where the node of {@code up} is. */
  static final String FIRST_HOST = "127.0.0.1";

  private static final String PREFIX = "joined-";
  private static final String SUFFIX = ".pid";

  private JoinedNodes() {}

  /** As cluster members know a node. */
  static String address(String host, int remotingPort) {
    return "akka://footfall@" + host + ":" + remotingPort;
  }

  /**
   * Writes this process down.
   *
   * @throws StackException where a node of this address is there already
   */
  static void enter(Path data, String host) throws IOException {
    Path lockFile = Files.createDirectories(data.resolve("run")).resolve("joining.lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && hosts(data).contains(host)) {
        throw new StackException(
            "a node already runs on " + host + ": choose another address with --host");
      }
      PidFile.write(file(data, host), ProcessHandle.current().pid());
    }
  }

  /** Takes it out again. */
  static void leave(Path data, String host) throws IOException {
    Files.deleteIfExists(file(data, host));
  }

  /**
   * Whom a node that starts asks for the cluster: everybody in one order, so that of nodes that
   * start at the same time only one may begin a cluster of its own.
   *
   * @param ofUp the node of {@code up}, where it has one
   */
  static List<String> seedNodes(Path data, Optional<String> ofUp, int remotingPort) {
    List<String> all = new ArrayList<>(ofUp.stream().toList());
    try {
      hosts(data).stream().sorted().map(host -> address(host, remotingPort)).forEach(all::add);
    } catch (IOException e) {
      throw new UncheckedIOException("the other nodes could not be found", e);
    }
    return all;
  }

  private static List<String> hosts(Path data) throws IOException {
    List<String> hosts = new ArrayList<>();
    for (Path file : files(data)) {
      if (PidFile.read(file).isPresent()) {
        String name = file.getFileName().toString();
        hosts.add(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
      }
    }
    return hosts;
  }

  /** Ends all of them, one after the other, so that each hands over what it owns to the rest. */
  static void end(Path data) throws IOException {
    for (Path file : files(data)) {
      Optional<ProcessHandle> verb = PidFile.read(file);
      if (verb.isPresent()) {
        verb.get().destroy();
        verb.get().onExit().join();
      }
    }
  }

  private static List<Path> files(Path data) throws IOException {
    Path run = Files.createDirectories(data.resolve("run"));
    try (Stream<Path> files = Files.list(run)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(PREFIX))
          .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
          .sorted()
          .toList();
    }
  }

  private static Path file(Path data, String host) {
    return data.resolve("run/" + PREFIX + host + SUFFIX);
  }
}
