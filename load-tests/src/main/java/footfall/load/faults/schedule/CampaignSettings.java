package footfall.load.faults.schedule;

import footfall.load.faults.nodes.NodePlan;
import footfall.load.oracle.OracleSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What a campaign is made of.
 *
 * @param data folder of stores, logs, steps and the campaign's state
 * @param seed of all chance: with the index it says what a step does
 * @param nodes that run; one more may join
 * @param websites of seeded visitors in each step
 * @param hitsPerSecond of them; each partition's probe comes besides
 * @param poison share of spoiled records in steps that are not about them
 * @param smallStores quick to start, for the short form
 * @param command that repeats this
 */
public record CampaignSettings(
    NodePlan plan,
    Path data,
    long seed,
    int nodes,
    int websites,
    double hitsPerSecond,
    double poison,
    boolean smallStores,
    String command) {

  private static final Duration SHORT_CHECKPOINTS = Duration.ofSeconds(2);

  /**
   * Builds on a crowded machine make pauses that a node in production would be right to halt at;
   * and they have no time for a second compiler (the JDK's own variable).
   */
  private static final Map<String, String> CROWDED =
      Map.of(
          "FOOTFALL_LONGEST_PAUSE",
          "30 s",
          "FOOTFALL_HEARTBEAT_PAUSE",
          "10 s",
          "JDK_JAVA_OPTIONS",
          "-XX:TieredStopAtLevel=1");

  private static final int PARTITIONS = 12;
  private static final int HEAP_MIB = 512;

  /** Sessions end 45 s after their last hit; checkpoints and ticks are those of production. */
  public static NodePlan usualNodes(Path home) {
    return new NodePlan(
        home,
        PARTITIONS,
        rules(Duration.ofSeconds(45), Duration.ofSeconds(30)),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        HEAP_MIB,
        Map.of());
  }

  /** Everything comes sooner, for those who cannot wait; nodes may be slow, as builds make them. */
  public static NodePlan hastyNodes(Path home) {
    return new NodePlan(
        home,
        PARTITIONS,
        rules(Duration.ofSeconds(20), Duration.ofSeconds(12)),
        SHORT_CHECKPOINTS,
        SHORT_CHECKPOINTS,
        HEAP_MIB,
        CROWDED);
  }

  private static OracleSettings rules(Duration gap, Duration lateness) {
    OracleSettings usual = OracleSettings.PRODUCTION;
    return new OracleSettings(
        gap,
        lateness,
        Duration.ofSeconds(15),
        Duration.ofSeconds(5),
        Duration.ofMinutes(1),
        usual.maxHits(),
        usual.maxSpan(),
        usual.generation());
  }

  /** From the last hit until everything of it should be closed, stored and shown. */
  Duration quiet() {
    OracleSettings rules = plan.rules();
    return rules
        .sessionGap()
        .plus(rules.allowedLateness())
        .plus(rules.idleBack())
        .plus(plan.ticks())
        .plus(plan.checkpoints().multipliedBy(2));
  }

  Path steps() {
    return data.resolve("steps");
  }
}
