package footfall.load.simulate;

import footfall.load.collect.CollectorClient;
import footfall.load.traffic.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.concurrent.locks.LockSupport;

/** Traffic paced by the wall clock: every hit says that it happened now. */
final class Simulation {
  /** How far sending may fall behind before the schedule starts anew instead of bursting. */
  private static final long FORGIVEN_NANOS = 1_000_000_000L;

  private final Traffic traffic;
  private final CollectorClient collector;
  private final double rate;
  private final int batch;
  private final Phaser underWay = new Phaser(1);
  private volatile boolean stopped;

  Simulation(Traffic traffic, CollectorClient collector, double rate, int batch) {
    this.traffic = traffic;
    this.collector = collector;
    this.rate = rate;
    this.batch = batch;
  }

  /** Sends until the time is over or {@link #stop}, then waits for the last answers. */
  void run(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    long start = System.nanoTime();
    long sent = 0;
    while (!stopped && System.nanoTime() < end) {
      long due = start + (long) (sent * 1e9 / rate);
      long now = System.nanoTime();
      if (now - due > FORGIVEN_NANOS) {
        start = now;
        sent = 0;
        continue;
      }
      if (!waitFor(due, end)) {
        break;
      }
      post();
      sent += batch;
    }
    underWay.arriveAndAwaitAdvance();
  }

  void stop() {
    stopped = true;
  }

  /** False where the end comes first. */
  private boolean waitFor(long due, long end) {
    long until = Math.min(due, end);
    for (long left = until - System.nanoTime(); left > 0 && !stopped; ) {
      LockSupport.parkNanos(Math.min(left, 100_000_000L));
      left = until - System.nanoTime();
    }
    return !stopped && due <= end;
  }

  private void post() throws InterruptedException {
    List<byte[]> hits = new ArrayList<>(batch);
    for (int i = 0; i < batch; i++) {
      hits.add(traffic.next(System.currentTimeMillis()).json());
    }
    CompletableFuture<Boolean> answer = collector.post(hits);
    underWay.register();
    var unused = answer.whenComplete((known, failure) -> underWay.arriveAndDeregister());
  }
}
