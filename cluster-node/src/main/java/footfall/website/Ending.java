package footfall.website;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;

/**
 * Whether a node has begun to end. What it sends to shards from then on may find none that take it,
 * and sharding would wait for them as long as it is allowed to. All of it is sent again by others.
 */
public final class Ending {
  private final CoordinatedShutdown shutdown;

  private Ending(CoordinatedShutdown shutdown) {
    this.shutdown = shutdown;
  }

  public static Ending of(ActorSystem<?> system) {
    return new Ending(CoordinatedShutdown.get(system));
  }

  public boolean hasBegun() {
    return shutdown.getShutdownReason().isPresent();
  }
}
