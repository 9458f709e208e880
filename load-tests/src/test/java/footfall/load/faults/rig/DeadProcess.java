package footfall.load.faults.rig;

import java.io.IOException;

/** The id of a process that has ended: whose things are left behind. */
final class DeadProcess {
  static long id() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return process.pid();
  }

  private DeadProcess() {}
}
