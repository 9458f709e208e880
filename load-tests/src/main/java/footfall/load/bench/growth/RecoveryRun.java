package footfall.load.bench.growth;

import footfall.load.bench.BenchStack;
import footfall.load.bench.FilledTopic;
import footfall.load.bench.NodeRun;
import footfall.load.bench.OpenSessionsTopic;
import footfall.load.bench.Recoveries;
import footfall.load.scenario.NodeProcess;
import footfall.localstack.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;

/** One shard with more and more open sessions: killed (-9) at each number, and brought back. */
final class RecoveryRun {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final BenchStack stores;
  private final NodeProcess node;

  private RecoveryRun(BenchStack stores, NodeProcess node) {
    this.stores = stores;
    this.node = node;
  }

  /**
   * At one number of sessions.
   *
   * @param millis each recovery took, ascending
   * @param bytes that each read from its journal
   */
  record Point(int sessions, List<Long> millis, double bytes) {
    long median() {
      return millis.get(millis.size() / 2);
    }
  }

  /**
   * Measures one number after the other.
   *
   * @param sessions ascending
   * @param times it is killed at each
   */
  static List<Point> measure(List<Integer> sessions, int times, Consumer<Point> measured)
      throws IOException, InterruptedException {
    try (BenchStack stores = BenchStack.start(EnumSet.allOf(Service.class));
        NodeProcess node =
            stores.node(1, NodeRun.settings(NodeRun.Work.SESSIONS_AND_MINUTES, "1 h"))) {
      new FilledTopic(stores.kafka()).ensure(1);
      node.start();
      RecoveryRun run = new RecoveryRun(stores, node);
      List<Point> points = new ArrayList<>();
      for (int round = 0; round < sessions.size(); round++) {
        int before = round == 0 ? 0 : sessions.get(round - 1);
        run.open(sessions.get(round) - before, round);
        points.add(run.recover(sessions.get(round), times));
        measured.accept(points.get(round));
      }
      stores.discardLogs();
      return points;
    }
  }

  /** Returns when the journal holds all of them. */
  private void open(int more, int round) throws IOException, InterruptedException {
    double all = node.metric("footfall_hits_total") + (double) more * OpenSessionsTopic.HITS;
    new OpenSessionsTopic(stores.kafka()).fill(more, round);
    node.await("all sessions are open", LIMIT, () -> node.metric("footfall_hits_total") >= all);
    NodeRun.awaitStored(node);
  }

  private Point recover(int sessions, int times) throws IOException {
    List<Long> millis = new ArrayList<>();
    double bytes = 0;
    for (int time = 0; time < times; time++) {
      node.kill();
      long logged = Files.size(node.log());
      node.start();
      node.await(
          "all sessions are open again",
          LIMIT,
          () -> node.metric("footfall_open_sessions") >= sessions);
      Recoveries recoveries = Recoveries.since(node.log(), logged);
      millis.addAll(recoveries.millis());
      bytes += recoveries.bytes();
    }
    Collections.sort(millis);
    return new Point(sessions, millis, bytes / times);
  }
}
