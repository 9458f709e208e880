package footfall.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/** One service: its recipe, and the process that runs it now. */
final class RunningService {
  private static final Duration START_PATIENCE = Duration.ofMinutes(2);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);
  private static final long POLL_MILLIS = 50;

  private final Service service;
  private final ServiceRecipe recipe;
  private final Place place;
  private GuardedProcess process;

  RunningService(Service service, Place place) {
    this.service = service;
    this.place = place;
    this.recipe =
        switch (service) {
          case KAFKA -> new KafkaRecipe(place);
          case CASSANDRA -> new CassandraRecipe(place);
          case CLICKHOUSE -> new ClickHouseRecipe(place);
          case POSTGRES -> new PostgresRecipe(place);
        };
  }

  /** Launches the service and returns when it serves clients. */
  synchronized void start() {
    try {
      recipe.prepare();
      process =
          GuardedProcess.start(
              recipe.command(), recipe.environment(), recipe.stopSignal(), place.log());
      PidFile.write(pidFile(), process.pid());
      awaitReady();
      recipe.afterReady();
    } catch (IOException e) {
      throw new UncheckedIOException(service.label() + " could not be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while starting " + service.label(), e);
    }
  }

  private void awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (!recipe.isReady(process.output())) {
      if (!process.isAlive()) {
        throw new StackException(
            service.label() + " ended while starting, see " + place.log() + ":\n" + tail());
      }
      if (System.nanoTime() > deadline) {
        process.kill();
        throw new StackException(
            service.label()
                + " was not ready within "
                + START_PATIENCE
                + ", see "
                + place.log()
                + ":\n"
                + tail());
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private String tail() {
    String output = process.output();
    return output.substring(Math.max(0, output.length() - 2_000));
  }

  synchronized void stop() {
    if (process == null) {
      return;
    }
    try {
      process.stop(STOP_PATIENCE);
    } catch (IOException e) {
      throw new UncheckedIOException(service.label() + " could not be stopped", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while stopping " + service.label(), e);
    }
  }

  /** Ends the process at once; not synchronized, so that a start that hangs can be ended too. */
  void kill() {
    try {
      if (process != null) {
        process.kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while killing " + service.label(), e);
    }
  }

  /** Returns when the process that runs now is gone. */
  void awaitEnd() throws InterruptedException {
    process.awaitEnd();
  }

  private Path pidFile() {
    return place.directory().resolveSibling("run").resolve(service.label() + ".pid");
  }

  int port() {
    return place.port();
  }

  long pid() {
    return process.pid();
  }

  boolean answers() {
    return Ports.answers(place.host(), place.port());
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }
}
