package footfall.localstack.up;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Starts again what dies: a store that was killed comes back on its data, and the node waits for
 * it. A part that dies again within a minute is given longer each time, up to half a minute.
 */
final class Supervisor {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration STEADY = Duration.ofMinutes(1);

  private final Consumer<String> report;
  private final List<Thread> threads = new ArrayList<>();

  Supervisor(Consumer<String> report) {
    this.report = report;
  }

  /** Watches a part that runs, until {@link #stop}. */
  void watch(Part part) {
    Thread thread = new Thread(() -> keepRunning(part), "supervise-" + part.name());
    thread.setDaemon(true);
    synchronized (threads) {
      threads.add(thread);
    }
    thread.start();
  }

  /** Ends the watching; returns when no part will be started any more. */
  void stop() throws InterruptedException {
    synchronized (threads) {
      threads.forEach(Thread::interrupt);
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private void keepRunning(Part part) {
    Duration pause = FIRST_PAUSE;
    try {
      while (true) {
        long since = System.nanoTime();
        part.awaitEnd();
        boolean wasSteady = System.nanoTime() - since > STEADY.toNanos();
        pause = wasSteady ? FIRST_PAUSE : longer(pause);
        report.accept(part.name() + " has ended; starting it again in " + pause.toMillis() + " ms");
        Thread.sleep(pause.toMillis());
        startAgain(part);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void startAgain(Part part) throws InterruptedException {
    try {
      part.start();
      report.accept(part.name() + " runs again");
    } catch (RuntimeException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      report.accept(part.name() + " did not start: " + e.getMessage());
    }
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }
}
