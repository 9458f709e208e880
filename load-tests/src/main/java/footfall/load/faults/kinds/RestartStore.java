package footfall.load.faults.kinds;

import footfall.load.faults.Cluster;
import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import footfall.localstack.Service;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;

/** F9, F10, F11, shortest form: kill -9 of a store that is started again at once. */
public final class RestartStore implements Fault {
  private static final Map<Service, String> NUMBERS =
      Map.of(
          Service.KAFKA,
          "F9",
          Service.CASSANDRA,
          "F10",
          Service.CLICKHOUSE,
          "F11",
          Service.POSTGRES,
          "F12");
  private static final Duration MOST = Duration.ofSeconds(15);

  private final Service service;

  public RestartStore(Service service) {
    this.service = service;
  }

  @Override
  public String id() {
    return NUMBERS.get(service) + "-restart";
  }

  @Override
  public String name() {
    return "kill -9 of " + service.label() + ", started again at once";
  }

  @Override
  public FaultOutcome inflict(Cluster cluster, RandomGenerator random) throws Exception {
    FaultOutcome.Notes notes = new FaultOutcome.Notes(id());
    notes.did("kill -9 of " + service.label());
    cluster.stores().kill(service);
    cluster.stores().restart(service);
    notes.did(service.label() + " answers again");
    Cluster.Recovery recovery = cluster.recoveryFromNow();
    notes.took("counting after it answers", recovery.awaitAllCounted(TakeOver.PATIENCE), MOST);
    return notes.outcome();
  }
}
