package footfall.load.faults.nodes;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who had which partition when, from the logs of the nodes and the ends of their processes. */
final class Tenures {
  private static final Pattern BEGAN =
      Pattern.compile("^INFO +\\S+ shard (\\d+) recovered .* epoch (\\d+)$");
  private static final Pattern STOPPED =
      Pattern.compile("^INFO +\\S+ shard (\\d+) of epoch (\\d+) stopped$");

  /** Of all nodes, from the beginning of their logs. */
  static List<Tenure> of(List<ClusterNode> nodes) throws IOException {
    List<Tenure> all = new ArrayList<>();
    for (ClusterNode node : nodes) {
      read(node, all);
    }
    return all;
  }

  private record Start(long epoch, Instant at) {}

  private static void read(ClusterNode node, List<Tenure> all) throws IOException {
    Map<Integer, Start> open = new HashMap<>();
    NodeLog.read(
        node,
        (at, line) -> {
          Matcher began = BEGAN.matcher(line);
          Matcher stopped = STOPPED.matcher(line);
          if (began.matches()) {
            int partition = Integer.parseInt(began.group(1));
            end(node, partition, open.remove(partition), at, all);
            open.put(partition, new Start(Long.parseLong(began.group(2)), at));
          } else if (stopped.matches()) {
            int partition = Integer.parseInt(stopped.group(1));
            end(node, partition, open.remove(partition), at, all);
          }
        });
    open.forEach((partition, start) -> end(node, partition, start, Instant.MAX, all));
  }

  private static void end(
      ClusterNode node, int partition, Start start, Instant to, List<Tenure> all) {
    if (start == null) {
      return;
    }
    Instant end = node.endAfter(start.at());
    Instant until = end.isBefore(to) ? end : to;
    Duration paused = node.pausedWithin(start.at(), until);
    all.add(new Tenure(partition, start.epoch(), node.index(), start.at(), until, paused));
  }

  private Tenures() {}
}
