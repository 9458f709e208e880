package footfall.load.bench.moves;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MovesReportTest {
  private static final Moves.Settings SETTINGS = new Moves.Settings(30_000, 5, 400, 1);

  private static String section(List<Gap> gaps, List<String> findings) {
    return new MovesReport(
            "bench moves",
            SETTINGS,
            new Moves.Result(Map.of(Moves.Kind.JOIN, gaps), 1_000_000, findings))
        .section();
  }

  private static Gap gap(long millis) {
    OffsetDateTime begun = OffsetDateTime.of(2026, 11, 21, 9, 0, 0, 0, ZoneOffset.UTC);
    return new Gap(0, begun, Duration.ofMillis(millis), 2);
  }

  @Test
  void aRowShowsQuantilesOfTheGapsAndWhatWasReadTwice() {
    List<Gap> gaps = LongStream.rangeClosed(1, 200).mapToObj(n -> gap(n * 10)).toList();

    assertThat(section(gaps, List.of()))
        .contains("| a node joins | 10 | 200 | 1,000 | 1,980 | 2,000 | 400 |")
        .contains("| the younger node leaves | 5 | 0 | - | - | - | 0 |")
        .contains("1,000,000 hits that Kafka had acknowledged: none lost, none counted twice.");
  }

  @Test
  void whatIsNotAsItMustBeIsSaidInsteadOfTheClaim() {
    assertThat(section(List.of(), List.of("raw rows: 9 instead of 10")))
        .contains("acknowledged: raw rows: 9 instead of 10.")
        .doesNotContain("none lost");
  }
}
