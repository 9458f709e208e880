package footfall.persistence.metadata;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that reads one view of the metadata again and again; what was read last keeps serving.
 */
final class Refresher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Refresher.class);

  /** Every change waits for it; at most so often does who is not known have PostgreSQL asked. */
  private static final Duration GATHER = Duration.ofMillis(20);

  private final String what;
  private final Runnable read;
  private final ScheduledExecutorService thread;
  private final ScheduledFuture<?> reading;
  private boolean failing;
  private CompletableFuture<Boolean> next;

  /** Reads {@code every} so often, first after that time. */
  Refresher(String what, Duration every, Runnable read) {
    this.what = what;
    this.read = read;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread daemon = new Thread(task, "refresh-" + what);
              daemon.setDaemon(true);
              return daemon;
            });
    this.reading =
        thread.scheduleWithFixedDelay(
            this::readOnce, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Reads once more in 20 ms; all who ask until then share that reading.
   *
   * @return whether it succeeded; never fails
   */
  synchronized CompletionStage<Boolean> soon() {
    if (next == null) {
      CompletableFuture<Boolean> asked = new CompletableFuture<>();
      next = asked;
      var unused =
          thread.schedule(
              () -> {
                begin();
                asked.complete(readOnce());
              },
              GATHER.toMillis(),
              TimeUnit.MILLISECONDS);
    }
    return next;
  }

  private synchronized void begin() {
    next = null;
  }

  private boolean readOnce() {
    try {
      read.run();
      if (failing) {
        log.info("PostgreSQL is back: {} are read again.", what);
      }
      failing = false;
      return true;
    } catch (MetadataException e) {
      if (!failing) {
        log.warn("{}. The {} are served as they were read last.", e.getMessage(), what);
      }
      failing = true;
      return false;
    } catch (RuntimeException e) {
      // Without this the executor would drop the task, and the view would stand still in silence.
      log.error("The {} could not be read; they are served as they were read last.", what, e);
      failing = true;
      return false;
    }
  }

  @Override
  public void close() {
    reading.cancel(true);
    thread.shutdownNow();
  }
}
