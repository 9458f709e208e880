package footfall.sdk;

import footfall.protocol.hit.Hit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Delivers what a queue holds, one attempt after the other, until the queue is closed and empty.
 */
final class DeliveryThread {
  /** For an attempt to notice that it was interrupted. */
  private static final Duration INTERRUPTED = Duration.ofSeconds(1);

  private final HitQueue queue;
  private final Delivery delivery;
  private final SenderSettings settings;
  private final Thread thread = new Thread(this::run, "footfall-sender");
  private volatile String lastFailure = "";

  DeliveryThread(HitQueue queue, Delivery delivery, SenderSettings settings) {
    this.queue = queue;
    this.delivery = delivery;
    this.settings = settings;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Why the last attempt that failed did; empty where none has. */
  String lastFailure() {
    return lastFailure;
  }

  /** Closes the queue, waits until it is empty or the deadline has passed, and stops. */
  void finish(Duration deadline) {
    queue.close();
    try {
      thread.join(Math.max(1, deadline.toMillis()));
      thread.interrupt();
      thread.join(INTERRUPTED.toMillis());
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      long pauseMillis = settings.firstPause().toMillis();
      for (List<HitQueue.Waiting> batch = queue.next(); !batch.isEmpty(); batch = queue.next()) {
        Attempt attempt = attempt(batch);
        settle(batch, attempt);
        if (attempt.again().isEmpty()) {
          pauseMillis = settings.firstPause().toMillis();
        } else {
          lastFailure = attempt.failure();
          queue.pause(Math.max(attempt.retryAfter().toMillis(), jittered(pauseMillis)));
          pauseMillis = Math.min(2 * pauseMillis, settings.longestPause().toMillis());
        }
      }
    } catch (InterruptedException deadline) {
      Thread.currentThread().interrupt();
    }
  }

  private Attempt attempt(List<HitQueue.Waiting> batch) throws InterruptedException {
    List<Hit> hits = batch.stream().map(HitQueue.Waiting::hit).toList();
    try {
      return delivery.attempt(hits);
    } catch (RuntimeException defect) {
      // Of ours or of a client: the hits stay, and lastFailure tells.
      return Attempt.failed(hits.size(), Duration.ZERO, defect.toString());
    }
  }

  private void settle(List<HitQueue.Waiting> batch, Attempt attempt) {
    queue.settle(batch.size(), attempt.again().stream().sorted().map(batch::get).toList());
    for (int place = 0; place < batch.size(); place++) {
      HitRefusedException refusal = attempt.refused().get(place);
      if (refusal != null) {
        batch.get(place).acknowledged().completeExceptionally(refusal);
      } else if (!attempt.again().contains(place)) {
        batch.get(place).acknowledged().complete(null);
      }
    }
  }

  /** Between a half and the whole: senders that failed together part. */
  private static long jittered(long millis) {
    return millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1);
  }
}
