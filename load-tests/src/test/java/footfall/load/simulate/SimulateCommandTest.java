package footfall.load.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import footfall.load.RecordingCollector;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SimulateCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int simulate(String... arguments) {
    return new CommandLine(new SimulateCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void hitsComeAtTheRateAndForTheTimeAskedForAndHappenNow() throws IOException {
    try (RecordingCollector collector = new RecordingCollector()) {
      long before = System.currentTimeMillis();
      int exit =
          simulate(
              "--rate",
              "200",
              "--duration",
              "2s",
              "--existing",
              "--websites",
              "3",
              "--url",
              collector.url().toString());
      assertThat(exit).isZero();
      List<JsonNode> hits = collector.hits();
      assertThat(hits.size()).isBetween(300, 401);
      Set<String> websites =
          hits.stream().map(h -> h.get("website_id").asText()).collect(Collectors.toSet());
      assertThat(websites).containsExactlyInAnyOrder("demo-1", "demo-2", "demo-3");
      assertThat(hits)
          .filteredOn(h -> h.get("client_timestamp").isNumber())
          .allMatch(
              h -> {
                long time = h.get("client_timestamp").asLong();
                return time >= before && time <= System.currentTimeMillis();
              });
      assertThat(out.toString()).contains("accepted").contains("rejected 0, errors 0");
    }
  }

  @Test
  void anAnswerThatDoesNotComeMeansTheSameHitAgain() throws IOException {
    try (RecordingCollector collector = new RecordingCollector()) {
      collector.forgetAnswers(1);
      assertThat(
              simulate(
                  "--existing",
                  "--rate",
                  "20",
                  "--duration",
                  "1s",
                  "--url",
                  collector.url().toString()))
          .isZero();
      List<JsonNode> hits = collector.hits();
      long copies = hits.size() - hits.stream().map(h -> h.get("event_id")).distinct().count();
      assertThat(copies).isEqualTo(1);
    }
  }

  @Test
  void nonsenseIsRefusedWithAdvice() {
    assertThat(simulate("--rate", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--rate must be more than 0");
    assertThat(simulate("--duration", "soon")).isEqualTo(2);
    assertThat(err.toString()).contains("--duration must be like 90s, 10m or 2h");
  }
}
