package footfall.load.bench;

import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;

/** A thread that does something so many times a second; a lost moment is made good. */
public final class Paced implements AutoCloseable {
  private static final long PAUSE_NANOS = 500_000;
  private static final double MOST_SECONDS_MADE_GOOD = 0.5;

  private final DoubleSupplier perSecond;
  private final Runnable task;
  private final Thread thread;
  private volatile boolean closed;
  private volatile RuntimeException failure;

  /**
   * Starts at once.
   *
   * @param perSecond asked again and again
   */
  public Paced(String name, DoubleSupplier perSecond, Runnable task) {
    this.perSecond = perSecond;
    this.task = task;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    double due = 0;
    long last = System.nanoTime();
    try {
      while (!closed) {
        long now = System.nanoTime();
        double rate = perSecond.getAsDouble();
        due = Math.min(due + (now - last) / 1e9 * rate, rate * MOST_SECONDS_MADE_GOOD + 1);
        last = now;
        for (; due >= 1 && !closed; due--) {
          task.run();
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /**
   * Ends the thread.
   *
   * @throws RuntimeException what the task threw, where it did
   */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw failure;
    }
  }
}
