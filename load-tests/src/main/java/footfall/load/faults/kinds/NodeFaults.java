package footfall.load.faults.kinds;

import footfall.load.faults.Fault;
import footfall.localstack.Service;
import java.time.Duration;
import java.util.List;

/** All faults of this package. */
public final class NodeFaults {
  private static final int CROWD = 50_000;

  /** One round; kills come more often than the rest, because their times are what is asked for. */
  public static List<Fault> full() {
    return List.of(
        KillNode.any(),
        KillNode.any(),
        KillNode.any(),
        KillNode.oldest(),
        new KillAndRestart(),
        PauseNode.any(Duration.ofSeconds(3)),
        PauseNode.any(Duration.ofSeconds(15)),
        PauseNode.any(Duration.ofMinutes(1)),
        PauseNode.oldest(Duration.ofMinutes(1)),
        new RollingRestart(),
        new JoinAndLeave(),
        new WrongClocks(),
        new AppendedAgain(),
        new PoisonedRecords(),
        new ManyOpenSessions(CROWD),
        new RacingPassivation());
  }

  /** What every build checks: a kill, and each store that counting needs started again. */
  public static List<Fault> brief() {
    return List.of(
        KillNode.any(),
        new RestartStore(Service.CASSANDRA),
        new RestartStore(Service.CLICKHOUSE),
        new RestartStore(Service.KAFKA));
  }

  private NodeFaults() {}
}
