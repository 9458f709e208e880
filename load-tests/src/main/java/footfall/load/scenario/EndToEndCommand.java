package footfall.load.scenario;

import footfall.load.oracle.OracleSettings;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./footfall e2e}: the end-to-end proof, on stores of its own. */
@Command(
    name = "e2e",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Proves that nothing is lost and nothing counted twice: starts stores and a node of its own,",
      "sends hits of every awkward kind, kills the node in the midst, compares every row with an",
      "independent oracle, rebuilds and compares again."
    })
public final class EndToEndCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--hits", defaultValue = "200000", description = "(${DEFAULT-VALUE})")
  private int hits;

  @Option(names = "--seed", defaultValue = "1", description = "of all chance (${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--idle",
      defaultValue = "120",
      description = "seconds after which a website counts as idle, 30 to 120 (${DEFAULT-VALUE})")
  private int idle;

  @Option(
      names = "--keep",
      description = "folder for file, dumps and log; otherwise a temporary one")
  private Path keep;

  @Override
  public Integer call() throws Exception {
    if (hits < 1000) {
      throw new ParameterException(spec.commandLine(), "--hits must be at least 1000");
    }
    if (idle < 30 || idle > 120) {
      throw new ParameterException(spec.commandLine(), "--idle must be 30 to 120");
    }
    PrintWriter out = spec.commandLine().getOut();
    Path folder =
        keep != null ? Files.createDirectories(keep) : Files.createTempDirectory("footfall-e2e");
    out.println("generator's file, dumps and the node's log: " + folder);
    EndToEndProof proof =
        new EndToEndProof(
            ProofSettings.of(hits, seed),
            OracleSettings.PRODUCTION.withIdleAfter(Duration.ofSeconds(idle)),
            Path.of(System.getProperty("footfall.home", "")).toAbsolutePath(),
            folder,
            Map.of("FOOTFALL_LIVE_HOUR", "24 h", "FOOTFALL_SESSION_IDLE", idle + " s"),
            line -> {
              out.println(line);
              out.flush();
            });
    List<String> findings = proof.run();
    findings.forEach(out::println);
    out.println(findings.isEmpty() ? "PROVED: 0 lost, 0 counted twice" : "NOT PROVED");
    out.flush();
    return findings.isEmpty() ? 0 : 1;
  }
}
