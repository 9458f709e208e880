package footfall.node;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The last thing a node does before its actors end: what it has open is closed, side by side. */
final class Closing {
  private Closing() {}

  /**
   * Closes a part then.
   *
   * @param name of the task, in the log where it fails or takes too long
   */
  static void atTheEnd(ActorSystem<?> system, String name, AutoCloseable part) {
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            name,
            () ->
                CompletableFuture.supplyAsync(
                    () -> closed(part), work -> new Thread(work, name).start()));
  }

  private static Done closed(AutoCloseable part) {
    try {
      part.close();
      return Done.done();
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }
}
