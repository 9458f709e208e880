package footfall.sdk;

import footfall.protocol.hit.Hit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Hits that wait for their acknowledgement, oldest first; bounded. Any thread. */
final class HitQueue {
  /** A collector reads 1 MiB of a request. */
  private static final int BYTES_PER_ATTEMPT = 1_000_000;

  private final int capacity;
  private final int hitsPerAttempt;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private boolean closed;

  HitQueue(int capacity, int hitsPerAttempt) {
    this.capacity = capacity;
    this.hitsPerAttempt = hitsPerAttempt;
  }

  /**
   * A hit that waits.
   *
   * @param bytes of its JSON, {@code sent_at} included
   */
  record Waiting(Hit hit, int bytes, CompletableFuture<Void> acknowledged) {}

  synchronized CompletableFuture<Void> add(Hit hit, int bytes) {
    if (closed) {
      throw new IllegalStateException("the sender is closed; hits are to be given to a new one");
    }
    if (waiting.size() >= capacity) {
      throw new QueueFullException(capacity);
    }
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    waiting.add(new Waiting(hit, bytes, acknowledged));
    notifyAll();
    return acknowledged;
  }

  synchronized int size() {
    return waiting.size();
  }

  /** From here on nothing is added, and what waits for that is told. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** The oldest hits, as many as go together; they stay. Waits for one; empty once closed. */
  synchronized List<Waiting> next() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    List<Waiting> batch = new ArrayList<>();
    int bytes = 0;
    for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
      Waiting one = all.next();
      // A comma or bracket beside each.
      bytes += one.bytes() + 2;
      if (batch.size() == hitsPerAttempt || (bytes > BYTES_PER_ATTEMPT && !batch.isEmpty())) {
        break;
      }
      batch.add(one);
    }
    return batch;
  }

  /** Waits until the time has passed, or until the queue is closed in between. */
  synchronized void pause(long milliseconds) throws InterruptedException {
    boolean wasClosed = closed;
    long until = System.nanoTime() + milliseconds * 1_000_000;
    for (long left = milliseconds; left > 0 && closed == wasClosed; ) {
      wait(left);
      left = (until - System.nanoTime()) / 1_000_000;
    }
  }

  /** Takes out the oldest hits, so many as were tried, and puts those back that are to go again. */
  synchronized void settle(int tried, List<Waiting> again) {
    for (int i = 0; i < tried; i++) {
      waiting.pollFirst();
    }
    for (int i = again.size() - 1; i >= 0; i--) {
      waiting.addFirst(again.get(i));
    }
  }

  /** Gives up on all that wait; returns how many. */
  int abandon(String lastFailure) {
    List<Waiting> left;
    synchronized (this) {
      left = List.copyOf(waiting);
      waiting.clear();
    }
    left.forEach(
        one -> one.acknowledged().completeExceptionally(new NotDeliveredException(lastFailure)));
    return left.size();
  }
}
