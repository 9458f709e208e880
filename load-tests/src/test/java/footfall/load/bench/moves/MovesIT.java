package footfall.load.bench.moves;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.load.bench.BenchStack;
import footfall.load.scenario.NodeProcess;
import footfall.localstack.Service;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nodes as processes of their own that join and leave under load, on real stores. */
class MovesIT {
  private static final int SHARDS = 8;
  private static final Moves.Settings SHORT = new Moves.Settings(200, 1, 200, 7);

  /** Builds on a crowded machine make pauses that a node in production would be right to end at. */
  private static final Map<String, String> PATIENT =
      Map.of(
          "FOOTFALL_LONGEST_PAUSE",
          "60 s",
          "FOOTFALL_HEARTBEAT_PAUSE",
          "20 s",
          NodeProcess.JVM_OPTIONS,
          "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");

  @Test
  void nothingIsLostOrDoubledWhereNodesJoinAndLeaveTheOldestToo() throws Exception {
    try (BenchStack stores = BenchStack.startSmall(EnumSet.allOf(Service.class))) {
      Moves.Result result = new Moves(stores, SHORT, PATIENT, System.out::println).run();

      assertThat(result.findings()).isEmpty();
      assertThat(result.hits()).isGreaterThan(200 * SHARDS * 3);
      assertThat(result.gaps().get(Moves.Kind.JOIN)).hasSize(SHARDS);
      assertThat(result.gaps().get(Moves.Kind.YOUNGER_LEAVES)).hasSize(SHARDS / 2);
      assertThat(result.gaps().get(Moves.Kind.OLDEST_LEAVES)).hasSize(SHARDS / 2);
      assertThat(result.gaps().values())
          .allSatisfy(gaps -> assertThat(gaps).extracting(Gap::again).containsOnly(0L));
      stores.discardLogs();
    }
  }
}
