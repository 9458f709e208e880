package footfall.load.faults.nodes;

import footfall.load.oracle.OracleSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What all nodes of a campaign have in common.
 *
 * @param home the repository's root
 * @param partitions of topic events
 * @param rules of sessions, shorter than in production so that sessions close within a step
 * @param checkpoints at most so often a shard begins one
 * @param ticks a partition without a record for so long gets one
 * @param heapMiB of each JVM
 * @param more {@code FOOTFALL_*} variables
 */
public record NodePlan(
    Path home,
    int partitions,
    OracleSettings rules,
    Duration checkpoints,
    Duration ticks,
    int heapMiB,
    Map<String, String> more) {

  /** As {@code FOOTFALL_*} variables. */
  Map<String, String> environment() {
    Map<String, String> all = new HashMap<>();
    all.put("FOOTFALL_PARTITIONS", Integer.toString(partitions));
    all.put("FOOTFALL_SESSION_GAP", seconds(rules.sessionGap()));
    all.put("FOOTFALL_SESSION_LATENESS", seconds(rules.allowedLateness()));
    all.put("FOOTFALL_SESSION_IDLE", seconds(rules.idleAfter()));
    all.put("FOOTFALL_SESSION_IDLE_BACK", seconds(rules.idleBack()));
    all.put("FOOTFALL_SESSION_STALE", seconds(rules.staleAfter()));
    all.put("FOOTFALL_CHECKPOINT_INTERVAL", seconds(checkpoints));
    all.put("FOOTFALL_LIVE_WEBSITE_LOG", "DEBUG");
    all.put("FOOTFALL_TICK_AFTER", seconds(ticks));
    // Each step makes up websites of its own, and one sender is all their visitors.
    all.put("FOOTFALL_UNKNOWN_WEBSITES", "take");
    all.put("FOOTFALL_PEER_HITS_PER_SECOND", "0");
    all.putAll(more);
    return all;
  }

  private static String seconds(Duration time) {
    return time.toMillis() + " ms";
  }
}
