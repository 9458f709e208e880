package footfall.node;

import java.time.Duration;

/** The node's own guard, for a JVM that runs a part of a node. */
public final class PauseGuardForTests {
  private PauseGuardForTests() {}

  /** Returns what is to be called before each write. */
  public static Runnable start(Duration longestPause) {
    return PauseGuard.start(longestPause)::check;
  }
}
