package footfall.load.peer.flink;

import footfall.load.peer.Commits;
import footfall.load.peer.PeerRun;
import footfall.load.peer.Progress;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs the job until all is consumed and a checkpoint has committed it; then waits for a line on
 * standard input, lets all windows that are still open emit their rows, and ends.
 */
public final class FlinkMain {
  private static final int STATE = 3;

  /** Watermarks move every 200 ms. */
  private static final long SETTLE_MS = 1_000;

  @SuppressWarnings("try") // Who interrupts a cluster that closes wants it gone.
  public static void main(String[] arguments) throws Exception {
    PeerRun run = PeerRun.of(arguments);
    Configuration settings = FlinkSettings.of(run, arguments[STATE]);
    Progress.expectAllOf(run.bootstrap(), PeerRun.HITS);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(settings);
    FlinkJob.build(run, environment);
    MiniClusterConfiguration cluster =
        new MiniClusterConfiguration.Builder()
            .setConfiguration(settings)
            .setNumTaskManagers(1)
            .setNumSlotsPerTaskManager(PeerRun.PARALLELISM)
            .withRandomPorts()
            .build();
    try (MiniCluster flink = new MiniCluster(cluster)) {
      flink.start();
      JobID job = flink.submitJob(environment.getStreamGraph()).get().getJobID();
      var unused = flink.requestJobResult(job).whenComplete((result, failure) -> Progress.fail());
      Progress.awaitConsumed();
      // Else the last commit would only wait for its timer.
      commit(flink, job, run);
      Progress.tell("committed");
      // The clock has stopped; what the last watermark closes is shown as well.
      Thread.sleep(SETTLE_MS);
      commit(flink, job, run);
      Progress.tell("settled");
      if (System.in.read() >= 0) {
        String savepoints = run.folder().resolve("savepoints").toUri().toString();
        flink.stopWithSavepoint(job, savepoints, true, SavepointFormatType.NATIVE).get();
        Progress.tell("finished");
      }
    }
  }

  private static void commit(MiniCluster flink, JobID job, PeerRun run) throws Exception {
    var written = Commits.written(run);
    flink.triggerCheckpoint(job).get();
    Commits.awaitVisible(run, written);
  }

  private FlinkMain() {}
}
