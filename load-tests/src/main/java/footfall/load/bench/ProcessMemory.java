package footfall.load.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of a process, as Linux counts it. */
public final class ProcessMemory {
  private static final String RESIDENT = "VmRSS:";

  /** Bytes that the process has in memory (resident set). */
  public static long resident(long pid) throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
            .filter(l -> l.startsWith(RESIDENT))
            .findAny()
            .orElseThrow(() -> new IOException("process " + pid + " has no memory: has it ended?"));
    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
  }

  private ProcessMemory() {}
}
