package footfall.api;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * How many files a process may have open; a connection is one of them.
 *
 * @param most {@code ulimit -Hn}: the JVM raises its own limit to that
 */
record OpenFiles(long most) {
  /** Jars, journals, and the connections to stores and other nodes. */
  private static final int KEPT_FREE = 1_000;

  static OpenFiles ofThisProcess() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? new OpenFiles(unix.getMaxFileDescriptorCount())
        : new OpenFiles(Long.MAX_VALUE);
  }

  /**
   * So many connections as are wanted, or as many as there are files for: one more would be refused
   * by the kernel, and with it a journal's or a store's.
   */
  int connections(int wanted) {
    long room = Math.max(most - KEPT_FREE, most / 2);
    return (int) Math.max(1, Math.min(wanted, room));
  }

  /** What to do about it, where not as many connections are possible as are wanted. */
  Optional<String> warning(int wanted) {
    int possible = connections(wanted);
    return possible == wanted
        ? Optional.empty()
        : Optional.of(
            "This process may open %d files, so it takes %d connections at once instead of %d: raise the limit to %d (ulimit -n, or LimitNOFILE of systemd), or lower footfall.http.most-connections"
                .formatted(most, possible, wanted, wanted + KEPT_FREE));
  }
}
