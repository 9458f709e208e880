package footfall.api.collect;

import footfall.protocol.hit.Validation;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds out about ids that this node does not know: a website may have been made a moment ago, on
 * another node. PostgreSQL is asked at most once a second, for all who wait; an id that it did not
 * have is not asked for again within a second. Any thread; never blocks.
 */
final class WebsiteLookup {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long APART_NANOS = 1_000_000_000L;
  private static final long MISSED_FOR_NANOS = 1_000_000_000L;

  /** Their bodies are in memory meanwhile. */
  private static final int MOST_WAITING = 256;

  private static final int MOST_MISSES = 10_000;

  private final CollectSources sources;
  private final UnknownWebsites unknown;
  private final Executor executor;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile Misses misses;
  private CompletableFuture<Boolean> next;
  private long lastLookNanos = System.nanoTime() - APART_NANOS;

  /** Ids that PostgreSQL did not have, asked for since a moment. */
  private record Misses(long since, Set<String> ids) {}

  /** {@code executor} goes on with what has waited. */
  WebsiteLookup(CollectSources sources, UnknownWebsites unknown, Executor executor) {
    this.sources = sources;
    this.unknown = unknown;
    this.executor = executor;
    this.misses = new Misses(System.nanoTime(), Set.of());
  }

  /** Whether memory does not tell of each of these hits if there is such a website. */
  boolean isNeeded(List<Validation> items) {
    if (unknown == UnknownWebsites.TAKE) {
      return false;
    }
    for (Validation item : items) {
      if (item instanceof Validation.Accepted accepted && !isSettled(accepted.hit().websiteId())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Asks PostgreSQL.
   *
   * @return whether it answered within two seconds: what memory does not know then does not exist;
   *     false at once where 256 requests wait already; never fails
   */
  CompletionStage<Boolean> look(List<Validation> items) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      return CompletableFuture.completedFuture(false);
    }
    return next()
        .copy()
        .completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .thenApplyAsync(answered -> noted(answered, items), executor);
  }

  /** The next look that has not begun: what is made before it begins, it finds. */
  private synchronized CompletableFuture<Boolean> next() {
    if (next == null) {
      CompletableFuture<Boolean> look = new CompletableFuture<>();
      next = look;
      long pause = Math.max(0, lastLookNanos + APART_NANOS - System.nanoTime());
      CompletableFuture.delayedExecutor(pause, TimeUnit.NANOSECONDS, executor)
          .execute(
              () -> {
                begin();
                var unused = sources.lookUp().get().thenAccept(look::complete);
              });
    }
    return next;
  }

  private synchronized void begin() {
    next = null;
    lastLookNanos = System.nanoTime();
  }

  private boolean noted(boolean answered, List<Validation> items) {
    waiting.decrementAndGet();
    if (answered) {
      for (Validation item : items) {
        if (item instanceof Validation.Accepted accepted
            && sources.websites().apply(accepted.hit().websiteId()).isEmpty()) {
          note(accepted.hit().websiteId());
        }
      }
    }
    return answered;
  }

  private void note(String websiteId) {
    Misses known = misses;
    if (System.nanoTime() - known.since >= MISSED_FOR_NANOS || known.ids.isEmpty()) {
      known = new Misses(System.nanoTime(), ConcurrentHashMap.newKeySet());
      misses = known;
    }
    if (known.ids.size() < MOST_MISSES) {
      known.ids.add(websiteId);
    }
  }

  private boolean isSettled(String websiteId) {
    Misses known = misses;
    return sources.websites().apply(websiteId).isPresent()
        || (known.ids.contains(websiteId) && System.nanoTime() - known.since < MISSED_FOR_NANOS);
  }
}
