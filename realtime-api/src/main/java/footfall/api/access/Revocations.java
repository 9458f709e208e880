package footfall.api.access;

import akka.NotUsed;
import akka.stream.KillSwitches;
import akka.stream.UniqueKillSwitch;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Ends what was allowed when it no longer is: a second after this node's directory could know that
 * a role, key, link, session or website is gone, or has expired.
 */
public final class Revocations {
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

  private static final class Watch {
    private final Viewer viewer;
    private final String websiteId;
    private final Scope scope;
    private final UniqueKillSwitch end;

    private Watch(Viewer viewer, String websiteId, Scope scope, UniqueKillSwitch end) {
      this.viewer = viewer;
      this.websiteId = websiteId;
      this.scope = scope;
      this.end = end;
    }

    private void look() {
      if (!viewer.may(websiteId, Permission.VIEW, scope)) {
        end.shutdown();
      }
    }
  }

  /**
   * Looks whenever what may have ended is known.
   *
   * @param eachLook takes what is to run after each look of a directory
   */
  public Revocations(Consumer<Runnable> eachLook) {
    eachLook.accept(() -> watches.forEach(Watch::look));
  }

  /**
   * Passes all elements on and completes, on both sides, once the viewer may no longer view the
   * website; for a stream that feeds a socket to be led through.
   */
  public <T> Flow<T, T, NotUsed> whileAllowed(Viewer viewer, String websiteId, Scope scope) {
    return Flow.<T>create()
        .viaMat(KillSwitches.single(), Keep.right())
        .watchTermination(
            (end, done) -> {
              Watch watch = new Watch(viewer, websiteId, scope, end);
              watches.add(watch);
              var unused = done.whenComplete((ended, failure) -> watches.remove(watch));
              watch.look();
              return NotUsed.getInstance();
            });
  }
}
