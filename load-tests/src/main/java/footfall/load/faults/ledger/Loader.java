package footfall.load.faults.ledger;

import footfall.load.faults.ledger.SentHit.Route;
import footfall.load.scenario.Await;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Sends a step's traffic as it falls due: to the collectors of the nodes that live, and straight to
 * Kafka. Every record is in the ledger before, and sent again under its id until it is
 * acknowledged.
 */
public final class Loader implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final Duration ALL_ACKNOWLEDGED = Duration.ofMinutes(3);
  private static final int BATCH = 40;

  private final Ledger ledger;
  private final LoadTraffic traffic;
  private final CollectorSender collectors;
  private final KafkaSender kafka;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "traffic"));
  private final ScheduledExecutorService again =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "traffic-again"));
  private final long began = System.nanoTime();

  private Loader(LoadPlan plan, Ledger ledger, Supplier<List<URI>> collectors, String bootstrap) {
    this.ledger = ledger;
    this.traffic = new LoadTraffic(plan);
    this.collectors = new CollectorSender(collectors, ledger, again, underWay);
    this.kafka = new KafkaSender(plan.prefix(), bootstrap, ledger, again, underWay);
  }

  /**
   * Begins to send.
   *
   * @param collectors asked before each request: the nodes that live now
   * @param bootstrap host:port of Kafka
   */
  public static Loader start(
      LoadPlan plan, Ledger ledger, Supplier<List<URI>> collectors, String bootstrap) {
    Loader loader = new Loader(plan, ledger, collectors, bootstrap);
    var unused =
        loader.clock.scheduleAtFixedRate(
            loader::sendDue, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return loader;
  }

  private void sendDue() {
    try {
      long elapsedMs = (System.nanoTime() - began) / 1_000_000;
      List<Outgoing> due = traffic.due(elapsedMs, System.currentTimeMillis());
      if (due.isEmpty()) {
        return;
      }
      ledger.sending(due.stream().map(Outgoing::hit).toList());
      underWay.addAndGet(due.size());
      due.stream().filter(o -> o.hit().route() == Route.KAFKA).forEach(kafka::send);
      List<Outgoing> collected =
          due.stream().filter(o -> o.hit().route() == Route.COLLECTOR).toList();
      for (int from = 0; from < collected.size(); from += BATCH) {
        collectors.send(
            new ArrayList<>(collected.subList(from, Math.min(collected.size(), from + BATCH))));
      }
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
      throw e;
    }
  }

  /**
   * Stops making traffic and waits until everything sent is acknowledged.
   *
   * @throws IllegalStateException where sending had failed, or something is never acknowledged
   */
  public void stop() throws InterruptedException {
    clock.shutdown();
    if (!clock.awaitTermination(ALL_ACKNOWLEDGED.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("the traffic does not stop");
    }
    if (failure.get() != null) {
      throw new IllegalStateException("traffic could not be made", failure.get());
    }
    Await.until("everything sent is acknowledged", ALL_ACKNOWLEDGED, () -> underWay.get() == 0);
  }

  /** Hits that a collector refused for good although they were sound: none may be. */
  public List<String> refusedForGood() {
    return collectors.refusedForGood();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    again.shutdownNow();
    kafka.close();
  }
}
