package footfall.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.load.oracle.OracleSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EndToEndProofIT {
  private static final int HITS = 200_000;
  private static final long SEED = 20_261_121;

  /**
   * Checkpoints and ticks come sooner than in production: more of them, and less to wait for; so do
   * starts.
   */
  private static final Map<String, String> NODE_SETTINGS =
      Map.of(
          "FOOTFALL_LIVE_HOUR",
          "24 h",
          "FOOTFALL_SESSION_IDLE",
          EndToEndProof.SHORT_IDLE.toSeconds() + " s",
          "FOOTFALL_CHECKPOINT_INTERVAL",
          "2 s",
          "FOOTFALL_TICK_AFTER",
          "2 s",
          NodeProcess.JVM_OPTIONS,
          "-Xmx1g -XX:+UseSerialGC -XX:TieredStopAtLevel=1");

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
    assertThat(notShown("alerts.yaml")).isEmpty();
    assertThat(notShown("dashboard.json")).isEmpty();
  }

  /** Metrics that a file of k8s/monitoring asks for and the proof's node did not show. */
  private static Set<String> notShown(String file) throws IOException {
    Set<String> shown =
        Files.readString(FOLDER.resolve("metrics.txt"))
            .lines()
            .map(line -> line.split("[{ ]", 2)[0])
            .collect(Collectors.toSet());
    Path using = Path.of(System.getProperty("footfall.home"), "k8s", "monitoring", file);
    Set<String> asked =
        Pattern.compile("\\b(footfall|jvm|process)_[a-z0-9_]+")
            .matcher(Files.readString(using))
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(asked).hasSizeGreaterThan(20);
    asked.removeAll(shown);
    return asked;
  }
}
