package footfall.load.faults.rig;

import java.io.IOException;

/** A process that stands still (SIGSTOP) until this is closed (SIGCONT). */
public final class Pause implements AutoCloseable {
  private final long pid;

  private Pause(long pid) {
    this.pid = pid;
  }

  /**
   * Stops a process where it is.
   *
   * @throws IOException where there is none with this id, or it is not ours to stop
   */
  public static Pause of(long pid) throws IOException {
    Tool.run("/bin/kill", "-s", "STOP", Long.toString(pid));
    return new Pause(pid);
  }

  /** Lets it go on; nothing happens where it has ended meanwhile. */
  @Override
  public void close() throws IOException {
    if (ProcessHandle.of(pid).isPresent()) {
      Tool.run("/bin/kill", "-s", "CONT", Long.toString(pid));
    }
  }
}
