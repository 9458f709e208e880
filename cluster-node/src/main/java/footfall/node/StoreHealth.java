package footfall.node;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether a store answers this node, as of its last question: a probe never waits. A store that
 * refuses counts as away at once, one that says nothing after {@link #SILENT_AFTER}. For any
 * thread.
 */
final class StoreHealth {
  /** How often {@link #ask} is to be called. */
  static final Duration ASK_EVERY = Duration.ofSeconds(2);

  static final Duration SILENT_AFTER = Duration.ofSeconds(10);

  private final String store;
  private final Supplier<CompletionStage<?>> question;
  private final LongSupplier nanoTime;
  private boolean isAsking;
  private boolean hasAnswered;
  private long answeredAt;
  private Throwable failure;

  /**
   * A store that was not asked yet.
   *
   * @param question whose answer does not matter, only that there is one; must end by itself
   * @param nanoTime as {@link System#nanoTime}
   */
  StoreHealth(String store, Supplier<CompletionStage<?>> question, LongSupplier nanoTime) {
    this.store = store;
    this.question = question;
    this.nanoTime = nanoTime;
  }

  /** Asks; nothing happens while an earlier question is open. */
  void ask() {
    synchronized (this) {
      if (isAsking) {
        return;
      }
      isAsking = true;
    }
    var unused = question.get().whenComplete((answer, refusal) -> ended(refusal));
  }

  private synchronized void ended(Throwable refusal) {
    isAsking = false;
    failure = refusal instanceof CompletionException ? refusal.getCause() : refusal;
    if (failure == null) {
      hasAnswered = true;
      answeredAt = nanoTime.getAsLong();
    }
  }

  /** Why it has not answered even once, a sentence; empty where it has. */
  synchronized Optional<String> problemAtStart() {
    return hasAnswered ? Optional.empty() : Optional.of(store + " has not answered yet" + reason());
  }

  /** Why this node cannot use it now, a sentence; empty where it can. */
  synchronized Optional<String> problem() {
    if (!hasAnswered) {
      return problemAtStart();
    }
    long silent = nanoTime.getAsLong() - answeredAt;
    if (failure == null && silent <= SILENT_AFTER.toNanos()) {
      return Optional.empty();
    }
    return Optional.of(
        "%s has not answered for %d s%s"
            .formatted(store, Duration.ofNanos(silent).toSeconds(), reason()));
  }

  private String reason() {
    return failure == null ? "" : ": " + failure.getMessage();
  }
}
