package footfall.load.faults.stores;

import static footfall.load.faults.stores.StoreAway.How.KILLED;
import static footfall.load.faults.stores.StoreAway.How.PAUSED;
import static footfall.localstack.Service.CASSANDRA;
import static footfall.localstack.Service.CLICKHOUSE;
import static footfall.localstack.Service.KAFKA;
import static footfall.localstack.Service.POSTGRES;

import footfall.load.faults.Fault;
import footfall.load.faults.Place;
import footfall.load.faults.rig.Networks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** All faults of this package. */
public final class StoreFaults {
  private static final Meanwhile TIME_PASSES =
      (cluster, time, notes) -> TimeUnit.NANOSECONDS.sleep(time.toNanos());

  /** Never less: nodes take half of it to decide who stays. */
  private static final Duration CUT = Duration.ofSeconds(60);

  private final Optional<Networks> networks;
  private final Place.Places places;
  private final int divisor;

  private StoreFaults(Optional<Networks> networks, int divisor) {
    this.networks = networks;
    this.places = networks.<Place.Places>map(n -> n).orElse((i, stores) -> Place.onLoopback(i));
    this.divisor = divisor;
  }

  /**
   * With the durations of RELIABILITY 4.3.
   *
   * @param networks that the nodes run in; empty where they run on loopback
   */
  public static List<Fault> full(Optional<Networks> networks) {
    return new StoreFaults(networks, 1).all();
  }

  /** The same faults, each lasting a fraction: to try them, not to prove anything. */
  public static List<Fault> brief(Optional<Networks> networks) {
    return new StoreFaults(networks, 4).all();
  }

  private List<Fault> all() {
    return List.of(
        new MajorityKilled("F3"),
        new NodesCut("F5-isolated", NodesCut.Kind.ISOLATED, CUT, networks),
        new NodesCut("F5-one-way", NodesCut.Kind.ONE_WAY, CUT, networks),
        new NodesCut("F5-pair", NodesCut.Kind.PAIR, CUT, networks),
        new StoreCut("F5-kafka", KAFKA, seconds(60), networks),
        new StoreCut("F5-cassandra", CASSANDRA, seconds(60), networks),
        new StoreCut("F5-clickhouse", CLICKHOUSE, seconds(60), networks),
        new StoreCut("F5-postgres", POSTGRES, seconds(60), networks),
        new Flapping("F6", seconds(120), networks),
        kafka("F9-kill", KILLED, 1, 30),
        kafka("F9-pause", PAUSED, 1, 60),
        kafka("F9-bounce", KILLED, 5, 4),
        cassandra("F10-kill", KILLED, 60),
        cassandra("F10-pause", PAUSED, 20),
        new StoreAwayAtStart("F10-start", CASSANDRA, seconds(60)),
        new StoreAway(
            "F11-kill", CLICKHOUSE, KILLED, 1, seconds(600), Limits.DRAINED, new LiveGoesOn()),
        new KilledMidInsert("F11-insert", Math.max(3, 20 / divisor)),
        new TooManyParts("F11-parts", seconds(60)),
        new StoreAway(
            "F12-kill", POSTGRES, KILLED, 1, seconds(600), Limits.RESUMED, new HitsGoOn()),
        new StoreAwayAtStart("F12-start", POSTGRES, seconds(60)),
        new DiskFull("F13-kafka", KAFKA, "kafka/data", seconds(30)),
        new DiskFull("F13-cassandra", CASSANDRA, "cassandra/commitlog", seconds(30)),
        new DiskFull("F13-clickhouse", CLICKHOUSE, "clickhouse/data", seconds(30)),
        new WrongClock("F14-ahead", Duration.ofHours(2), seconds(60), places),
        new WrongClock("F14-behind", Duration.ofHours(-2), seconds(60), places),
        new WrongClock("F14-month", Duration.ofDays(-30), seconds(60), places),
        new StarvedNode("F19", 20, seconds(120)));
  }

  private StoreAway kafka(String id, StoreAway.How how, int times, int away) {
    Meanwhile meanwhile = times == 1 ? new NothingAcknowledged() : TIME_PASSES;
    return new StoreAway(id, KAFKA, how, times, seconds(away), Limits.RESUMED, meanwhile);
  }

  private StoreAway cassandra(String id, StoreAway.How how, int away) {
    return new StoreAway(id, CASSANDRA, how, 1, seconds(away), Limits.RESUMED, TIME_PASSES);
  }

  /** At least long enough that nodes notice. */
  private Duration seconds(int full) {
    return Duration.ofSeconds(Math.max(Math.min(full, 15), full / divisor));
  }
}
