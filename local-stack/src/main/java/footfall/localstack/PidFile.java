package footfall.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process written down so that it can be found again: its id, and the tick of the machine's clock
 * at which it started, since an id is given anew some day.
 */
public final class PidFile {
  private static final int START_TICK = 19;

  private PidFile() {}

  public static void write(Path file, long pid) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, pid + " " + startTick(pid).orElse("gone") + "\n");
  }

  /** The process that was written down, if it is still the same one and alive. */
  public static Optional<ProcessHandle> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String[] parts = Files.readString(file).strip().split(" ", 2);
    if (parts.length != 2 || !parts[0].matches("\\d{1,10}")) {
      return Optional.empty();
    }
    long pid = Long.parseLong(parts[0]);
    boolean same = startTick(pid).map(parts[1]::equals).orElse(false);
    return same ? ProcessHandle.of(pid) : Optional.empty();
  }

  /** Field 22 of {@code /proc/PID/stat}; empty when there is no such process. */
  private static Optional<String> startTick(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[0].equals("Z") ? Optional.empty() : Optional.of(fields[START_TICK]);
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
