package footfall.load.bench.moves;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GapTest {
  @TempDir private Path folder;

  private Path log(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  @Test
  void aMoveIsTheTimeFromTheLastRecordsOnOneNodeToTheFirstOnAnother() throws IOException {
    Path old =
        log(
            "old",
            "2026-11-21T09:00:00.000Z INFO  SessionShard shard 3 takes in from offset 0",
            "2026-11-21T09:05:00.100Z INFO  SessionShard shard 3 hands over after offset 99, taken in 20 ms ago",
            "2026-11-21T09:05:00.100Z INFO  Guardian something else about shard 3");
    Path next =
        log(
            "next",
            "2026-11-21T09:05:01.500Z INFO  SessionShard shard 3 takes in from offset 100",
            "2026-11-21T09:05:02.000Z INFO  SessionShard shard 4 takes in from offset 7");

    assertThat(Gap.in(List.of(next, old)))
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.partition()).isEqualTo(3);
              assertThat(gap.length()).isEqualTo(Duration.ofMillis(1_420));
              assertThat(gap.again()).isZero();
            });
  }

  @Test
  void aShardThatMovesOnBeforeItHasTakenAnythingInStandsStillAllTheTime() throws IOException {
    Path log =
        log(
            "all",
            "2026-11-21T09:05:00.000Z INFO  SessionShard shard 0 hands over after offset 99, taken in 0 ms ago",
            "2026-11-21T09:05:02.000Z INFO  SessionShard shard 0 hands over after offset 99, taken in 500 ms ago",
            "2026-11-21T09:05:04.000Z INFO  SessionShard shard 0 takes in from offset 100");

    assertThat(Gap.in(List.of(log)))
        .singleElement()
        .extracting(Gap::length)
        .isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void recordsThatTheLastCheckpointMissedAreTakenInAgain() throws IOException {
    Path log =
        log(
            "both",
            "2026-11-21T09:05:00.000Z INFO  SessionShard shard 0 hands over after offset 99, taken in 0 ms ago",
            "2026-11-21T09:05:09.000Z INFO  SessionShard shard 0 takes in from offset 60");

    assertThat(Gap.in(List.of(log))).singleElement().extracting(Gap::again).isEqualTo(40L);
  }
}
