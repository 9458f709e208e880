package footfall.localstack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A child that ends when this JVM ends, also by {@code kill -9}: a watcher beside it holds the
 * other end of a pipe from this JVM and stops the child when the pipe closes.
 */
public final class GuardedProcess {
  /**
   * The shell leaves a watcher behind and becomes the program, so the process's id is the
   * program's. The watcher acts only while the program is still its parent: an id given anew is
   * never signalled. A session of its own keeps the terminal's Ctrl-C from it: the order of the
   * stop is the parent's to decide.
   */
  private static final String GUARD =
      """
      me=$$; signal=$1; shift
      exec 3<&0
      (
        trap '' INT TERM HUP
        mine() { read -r _ _ _ parent _ < /proc/self/stat && [ "$parent" = "$me" ]; }
        read -r _ <&3
        mine && kill -s "$signal" "$me"
        for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do mine || exit; sleep 1; done
        mine && kill -s KILL "$me"
      ) >/dev/null 2>&1 &
      exec setsid "$@" </dev/null 3<&-
      """;

  private static final int LOG_BYTES = 64 * 1024;

  private final Process process;
  private final String stopSignal;
  private final Path log;
  private final long logStart;

  private GuardedProcess(Process process, String stopSignal, Path log, long logStart) {
    this.process = process;
    this.stopSignal = stopSignal;
    this.log = log;
    this.logStart = logStart;
  }

  /**
   * Starts a program; output is appended to the log.
   *
   * @param stopSignal name of the signal that asks for a clean stop, without SIG
   */
  public static GuardedProcess start(
      List<String> command, Map<String, String> environment, String stopSignal, Path log)
      throws IOException {
    Files.createDirectories(log.getParent());
    long logStart = Files.exists(log) ? Files.size(log) : 0;
    List<String> guarded = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "guard", stopSignal));
    guarded.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(guarded).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.directory(new File(log.getParent().toString()));
    builder.environment().putAll(environment);
    return new GuardedProcess(builder.start(), stopSignal, log, logStart);
  }

  /** Returns when the process is gone. */
  public void awaitEnd() throws InterruptedException {
    process.waitFor();
  }

  public long pid() {
    return process.pid();
  }

  /**
   * What it ended with, 128 + n where signal n ended it.
   *
   * @throws IllegalThreadStateException while it runs
   */
  public int exitCode() {
    return process.exitValue();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends at once, as {@code kill -9}; returns when the process is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** As {@link #stop(Duration)}; a failure is unchecked and says what could not be stopped. */
  public void stop(Duration patience, String what) {
    try {
      stop(patience);
    } catch (IOException e) {
      throw new UncheckedIOException(what + " could not be stopped", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while stopping " + what, e);
    }
  }

  /** Asks for a clean stop, and kills what has not stopped in time. */
  public void stop(Duration patience) throws IOException, InterruptedException {
    if (!process.isAlive()) {
      return;
    }
    new ProcessBuilder("/bin/kill", "-s", stopSignal, Long.toString(pid())).start().waitFor();
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
    }
  }

  /** What the child has written since it was launched; the last 64 KiB of it. */
  public String output() {
    try (var channel = Files.newByteChannel(log)) {
      long from = Math.max(logStart, channel.size() - LOG_BYTES);
      channel.position(Math.min(from, channel.size()));
      var bytes = java.nio.ByteBuffer.allocate((int) (channel.size() - channel.position()));
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // read until full
      }
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
