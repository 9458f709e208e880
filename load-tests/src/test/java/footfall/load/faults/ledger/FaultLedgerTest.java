package footfall.load.faults.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultLedgerTest {
  @TempDir private Path folder;

  private static SentHit hit(long number, Optional<String> reason) {
    String id = reason.isPresent() ? "" : "id-" + number;
    return new SentHit(number, SentHit.Route.KAFKA, id, "w", "w:v", 5, 7, reason);
  }

  @Test
  void whatIsReadBackIsWhatWasWritten() throws IOException {
    Path file = folder.resolve("ledger.tsv");
    List<SentHit> hits = List.of(hit(0, Optional.empty()), hit(1, Optional.of("malformed")));
    try (Ledger ledger = new Ledger(file)) {
      ledger.sending(hits);
      ledger.became(List.of(1L), Fate.UNKNOWN);
      ledger.became(List.of(1L), Fate.ACKNOWLEDGED);
      assertThat(ledger.counts().acknowledged()).isEqualTo(1);
    }
    Ledger.Entries entries = Ledger.read(file);
    assertThat(entries.sent().values()).containsExactlyElementsOf(hits);
    assertThat(entries.isAcknowledged(0)).isFalse();
    assertThat(entries.isAcknowledged(1)).isTrue();
  }

  @Test
  void hitsAreOnDiskBeforeTheLedgerIsClosed() throws IOException {
    Path file = folder.resolve("ledger.tsv");
    try (Ledger ledger = new Ledger(file)) {
      ledger.sending(List.of(hit(0, Optional.empty())));
      assertThat(Ledger.read(file).sent()).hasSize(1);
    }
  }

  @Test
  void aLastLineCutOffByACrashDoesNotCount() throws IOException {
    Path file = folder.resolve("ledger.tsv");
    try (Ledger ledger = new Ledger(file)) {
      ledger.sending(List.of(hit(0, Optional.empty())));
    }
    Files.writeString(file, "S\t1\tKAFKA\tid", StandardOpenOption.APPEND);
    assertThat(Ledger.read(file).sent()).containsOnlyKeys(0L);
  }

  @Test
  void trafficIsTheSameForTheSameSeedAndReachesEveryPartition() {
    LoadPlan plan = new LoadPlan("f1a0", 3, 4, 100, 9, 0.1, 0, 50);
    List<Outgoing> once = new LoadTraffic(plan).due(20_000, 1_000_000);
    List<Outgoing> again = new LoadTraffic(plan).due(20_000, 1_000_000);
    assertThat(once.stream().map(Outgoing::hit))
        .containsExactlyElementsOf(again.stream().map(Outgoing::hit).toList());
    Set<Long> numbers = new HashSet<>(once.stream().map(o -> o.hit().number()).toList());
    assertThat(numbers).hasSameSizeAs(once);
    assertThat(once.stream().filter(o -> o.hit().websiteId().startsWith("f1a0-p"))).hasSize(160);
    assertThat(once.stream().filter(o -> o.hit().websiteId().equals("f1a0-crowd"))).hasSize(50);
    assertThat(once)
        .anyMatch(o -> o.hit().reason().isPresent())
        .anyMatch(o -> o.partition() != null);
  }
}
