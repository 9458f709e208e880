package footfall.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.load.oracle.OracleSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndToEndProofIT {
  private static final int HITS = 200_000;
  private static final long SEED = 20_261_121;

  /** Checkpoints and ticks come sooner than in production: more of them, and less to wait for. */
  private static final Map<String, String> NODE_SETTINGS =
      Map.of(
          "FOOTFALL_LIVE_HOUR",
          "24 h",
          "FOOTFALL_SESSION_IDLE",
          EndToEndProof.SHORT_IDLE.toSeconds() + " s",
          "FOOTFALL_CHECKPOINT_INTERVAL",
          "2 s",
          "FOOTFALL_TICK_AFTER",
          "2 s");

  /** A folder that stays, so that a failed proof can be looked into. */
  private static final Path FOLDER = Path.of("target", "end-to-end-proof").toAbsolutePath();

  @Test
  void nothingIsLostOrCountedTwiceAlthoughTheNodeIsKilledTwice() throws Exception {
    Files.createDirectories(FOLDER);
    List<String> findings =
        new EndToEndProof(
                ProofSettings.of(HITS, SEED),
                OracleSettings.PRODUCTION.withIdleAfter(EndToEndProof.SHORT_IDLE),
                Path.of(System.getProperty("footfall.home")),
                FOLDER,
                NODE_SETTINGS,
                System.out::println)
            .run();
    assertThat(findings).isEmpty();
  }
}
