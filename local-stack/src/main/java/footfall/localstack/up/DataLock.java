package footfall.localstack.up;

import footfall.localstack.PidFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Sees to it that one data directory has one {@code up}, and knows what an ended one left. */
final class DataLock implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  private final FileChannel channel;

  private DataLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock and writes this process down.
   *
   * @return empty when another {@code up} holds it
   */
  static Optional<DataLock> take(Path data) throws IOException {
    Files.createDirectories(data.resolve("run"));
    FileChannel channel =
        FileChannel.open(
            data.resolve("run/lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      return Optional.empty();
    }
    PidFile.write(upFile(data), ProcessHandle.current().pid());
    return Optional.of(new DataLock(channel));
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldByThisJvm) {
      return false;
    }
  }

  /** The {@code up} that runs on this data now. */
  static Optional<ProcessHandle> holder(Path data) throws IOException {
    return PidFile.read(upFile(data));
  }

  /**
   * Ends what an {@code up} that was killed left running: its watchers stop each child, and what
   * has not stopped within half a minute is killed.
   *
   * @return how many there were
   */
  static int endLeftOvers(Path data) throws IOException, InterruptedException {
    List<ProcessHandle> left = new ArrayList<>();
    if (Files.isDirectory(data.resolve("run"))) {
      try (Stream<Path> files = Files.list(data.resolve("run"))) {
        for (Path file : files.filter(f -> !f.equals(upFile(data))).toList()) {
          if (file.toString().endsWith(".pid")) {
            PidFile.read(file).ifPresent(left::add);
          }
        }
      }
    }
    left.forEach(ProcessHandle::destroy);
    for (ProcessHandle process : left) {
      awaitEnd(process);
    }
    return left.size();
  }

  private static void awaitEnd(ProcessHandle process) throws InterruptedException {
    CompletableFuture<ProcessHandle> end = process.onExit();
    try {
      end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
      end.join();
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for process " + process.pid() + " failed", e);
    }
  }

  private static Path upFile(Path data) {
    return data.resolve("run/up.pid");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
