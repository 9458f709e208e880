package footfall.load.faults.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One step of a campaign, checked to its end, as it is kept beside its ledger.
 *
 * @param began wall clock
 * @param acknowledged distinct hits that must not be lost
 * @param refused attempts answered with 503 or 429, and sent again
 * @param unknown attempts without an answer, and sent again
 * @param voidRows of the journal, by writers that had been replaced
 * @param reconnects ms from the loss of a dashboard's socket to the snapshot of its next
 * @param violations of invariants, a sentence each
 * @param command that ran it
 */
public record StepResult(
    int index,
    int attempt,
    long seed,
    String began,
    double seconds,
    int nodes,
    List<FaultResult> faults,
    long sent,
    long acknowledged,
    long refused,
    long unknown,
    long lost,
    long doubled,
    long voidRows,
    List<Long> reconnects,
    List<String> violations,
    String command) {

  private static final String FILE = "result.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  public boolean holds() {
    return violations.isEmpty() && lost == 0 && doubled == 0;
  }

  /** Keeps it in its step's folder. */
  public void write(Path folder) throws IOException {
    Path whole = folder.resolve(FILE + ".new");
    JSON.writerWithDefaultPrettyPrinter().writeValue(whole.toFile(), this);
    Files.move(whole, folder.resolve(FILE));
  }

  /** Every step that was checked to its end, of all runs. */
  public static List<StepResult> readAll(Path steps) throws IOException {
    List<StepResult> all = new ArrayList<>();
    if (!Files.isDirectory(steps)) {
      return all;
    }
    try (Stream<Path> folders = Files.list(steps)) {
      for (Path folder : folders.sorted().toList()) {
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
          all.add(JSON.readValue(file.toFile(), StepResult.class));
        }
      }
    }
    return all;
  }
}
