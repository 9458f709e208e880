package footfall.node;

import footfall.persistence.metadata.ClusterIdentities;
import footfall.persistence.metadata.MetadataException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends this JVM when a rebuild has raised the generation: what it counts no longer counts. Whoever
 * supervises it starts it again, with the new generation.
 */
final class GenerationGuard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GenerationGuard.class);
  private static final Duration EVERY = Duration.ofSeconds(3);
  private static final int EXIT_CODE = 76;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "generation-guard");
            thread.setDaemon(true);
            return thread;
          });

  GenerationGuard(ClusterIdentities identities, long generation) {
    var unused =
        timer.scheduleWithFixedDelay(
            () -> check(identities, generation),
            EVERY.toMillis(),
            EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static void check(ClusterIdentities identities, long generation) {
    try {
      if (identities.find().isPresent() && identities.find().get().generation() != generation) {
        LOG.warn("A rebuild has begun another generation: this node ends, to start with it");
        Runtime.getRuntime().halt(EXIT_CODE);
      }
    } catch (MetadataException e) {
      LOG.debug("PostgreSQL is away, so the generation is as it was", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
