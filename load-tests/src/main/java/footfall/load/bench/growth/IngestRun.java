package footfall.load.bench.growth;

import footfall.load.bench.BenchStack;
import footfall.load.bench.FilledTopic;
import footfall.load.bench.Measured;
import footfall.load.bench.NodeHeap;
import footfall.load.bench.NodeRun;
import footfall.load.bench.OpenSessionsTopic;
import footfall.load.bench.ProcessMemory;
import footfall.load.scenario.NodeProcess;
import footfall.localstack.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;

/** A cold node on fresh stores takes in a backlog: sessions and minutes, as the peers do. */
final class IngestRun {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  static IngestPoint measure(Curve.Plan plan) throws IOException, InterruptedException {
    try (BenchStack stores = BenchStack.start(EnumSet.allOf(Service.class));
        NodeProcess node =
            stores.node(
                plan.backlog().partitions(),
                NodeRun.settings(
                    NodeRun.Work.SESSIONS_AND_MINUTES, plan.keepsMinutes() ? "24 h" : "1 h"))) {
      if (plan.openSessions() > 0) {
        open(plan, stores, node);
      }
      new FilledTopic(stores.kafka()).fill(plan.backlog());
      node.start();
      IngestPoint point = takeIn(plan, stores, node);
      node.stop();
      stores.discardLogs();
      return point;
    }
  }

  /** Sessions that the cold node will find in its journal. */
  private static void open(Curve.Plan plan, BenchStack stores, NodeProcess node)
      throws IOException, InterruptedException {
    new FilledTopic(stores.kafka()).ensure(plan.backlog().partitions());
    node.start();
    new OpenSessionsTopic(stores.kafka()).fill(plan.openSessions(), 0);
    double hits = (double) plan.openSessions() * OpenSessionsTopic.HITS;
    node.await("all sessions are open", LIMIT, () -> node.metric("footfall_hits_total") >= hits);
    node.stop();
  }

  private static IngestPoint takeIn(Curve.Plan plan, BenchStack stores, NodeProcess node)
      throws IOException, InterruptedException {
    int hits = plan.backlog().hits();
    Measured measured =
        plan.keepsMinutes()
            ? NodeRun.takeInAndStore(plan.series(), node, stores.stack(), hits)
            : NodeRun.takeIn(plan.series(), node, stores.stack(), hits);
    node.await("the shards have said so", LIMIT, () -> node.metric("footfall_lag_records") == 0);
    double journal = node.metric("footfall_checkpoint_bytes_total");
    long open = (long) node.metric("footfall_open_sessions");
    if (open < plan.openSessions()) {
      throw new IllegalStateException(
          "of %,d sessions only %,d were still open at the end: the machine was too slow"
              .formatted(plan.openSessions(), open));
    }
    return new IngestPoint(
        plan,
        measured,
        open,
        NodeHeap.afterCollection(node),
        ProcessMemory.resident(node.pid()),
        journal / hits);
  }

  private IngestRun() {}
}
