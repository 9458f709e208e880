package footfall.api.rest;

import footfall.api.access.Refused;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Threads that may wait for PostgreSQL and for hashes, so that no actor does. As many calls wait as
 * the queue holds, and further ones are refused.
 */
public final class Workers implements AutoCloseable {
  private static final int THREADS = 8;
  private static final int QUEUE = 128;
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final AtomicInteger count = new AtomicInteger();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(QUEUE), this::thread);

  /** Ends its threads where nobody has called for a minute. */
  public Workers() {
    threads.allowCoreThreadTimeOut(true);
  }

  /** What {@code work} gives; fails with a 503 where too many wait. */
  public <T> CompletionStage<T> run(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, threads);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          Refused.unavailable("Too many requests wait here; try again in a second.", RETRY));
    }
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "account-" + count.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
