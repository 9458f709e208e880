package footfall.load.peer.flink;

import footfall.load.peer.PeerRun;
import org.apache.flink.configuration.Configuration;

/** What makes Flink fast on this job; each was tried against its neighbours. */
final class FlinkSettings {
  /**
   * @param state {@code rocksdb} or {@code hashmap}
   */
  static Configuration of(PeerRun run, String state) {
    Configuration settings = new Configuration();
    settings.setString("parallelism.default", Integer.toString(PeerRun.PARALLELISM));
    settings.setString("pipeline.object-reuse", "true");
    settings.setString("pipeline.generic-types", "false");
    settings.setString("restart-strategy.type", "none");
    settings.setString("execution.checkpointing.interval", PeerRun.COMMIT_MS + " ms");
    settings.setString("execution.checkpointing.mode", "EXACTLY_ONCE");
    settings.setString("execution.checkpointing.incremental", "true");
    settings.setString(
        "execution.checkpointing.dir", run.folder().resolve("checkpoints").toUri().toString());
    settings.setString("state.backend.type", state);
    settings.setString(
        "state.backend.rocksdb.localdir", run.folder().resolve("rocksdb").toString());
    settings.setString("state.backend.rocksdb.timer-service.factory", "HEAP");
    settings.setString("state.backend.rocksdb.use-bloom-filter", "true");
    settings.setString("state.backend.rocksdb.predefined-options", "FLASH_SSD_OPTIMIZED");
    settings.setString("io.tmp.dirs", run.folder().toString());
    settings.setString("taskmanager.memory.managed.size", "1g");
    settings.setString("taskmanager.memory.network.min", "128m");
    settings.setString("taskmanager.memory.network.max", "128m");
    return settings;
  }

  private FlinkSettings() {}
}
