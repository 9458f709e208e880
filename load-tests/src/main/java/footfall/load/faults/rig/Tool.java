package footfall.load.faults.rig;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A program of this machine, run to its end. */
final class Tool {
  /**
   * What it printed, both streams.
   *
   * @throws IOException where it cannot be run or ends with another code than 0; says what it
   *     printed
   */
  static String run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = exitOf(process);
    if (exit != 0) {
      throw new IOException(
          "%s ended with %d: %s".formatted(String.join(" ", command), exit, printed.strip()));
    }
    return printed;
  }

  private static int exitOf(Process process) throws InterruptedIOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a tool ran");
    }
  }

  static String run(String... command) throws IOException {
    return run(List.of(command));
  }

  /** Why something cannot be had on this machine; empty where trying it went well. */
  static Optional<String> trying(String what, Attempt attempt) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return Optional.of(what + " needs root");
    }
    try {
      attempt.run();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(what + " cannot be had here: " + e.getMessage());
    }
  }

  /** Something that may not be possible here. */
  interface Attempt {
    void run() throws IOException;
  }

  private Tool() {}
}
