package footfall.load.faults.rig;

import java.io.IOException;

/** What a campaign that was killed could not undo. */
final class Leftovers {
  /** Ends and removes all of it; what belongs to a process that lives stays. */
  static void remove() throws IOException {
    Networks.removeLeftBehind();
    SmallDisk.removeLeftBehind();
    if (CpuQuota.cannotRun().isEmpty()) {
      CpuQuota.removeLeftBehind();
    }
  }

  private Leftovers() {}
}
