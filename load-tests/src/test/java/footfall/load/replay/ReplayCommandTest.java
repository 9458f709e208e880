package footfall.load.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import footfall.load.RecordingCollector;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandTest {
  private static final String UNTIL = "2026-11-21T12:00:00Z";

  @TempDir Path folder;
  private Path log;
  private final StringWriter out = new StringWriter();

  @BeforeEach
  void copyTheSample() throws IOException {
    log = folder.resolve("sample.log");
    try (InputStream in = ReplayCommandTest.class.getResourceAsStream("sample.log")) {
      Files.copy(in, log);
    }
  }

  private int replay(RecordingCollector collector, String... more) {
    CommandLine line = new CommandLine(new ReplayCommand()).setOut(new PrintWriter(out, true));
    String[] fixed = {
      log.toString(), "--existing", "--website", "w", "--url", collector.url().toString()
    };
    String[] all = new String[fixed.length + more.length];
    System.arraycopy(fixed, 0, all, 0, fixed.length);
    System.arraycopy(more, 0, all, fixed.length, more.length);
    return line.execute(all);
  }

  @Test
  void pageviewsArriveInTheOrderOfTheLogAndTheLastRequestIsNow() throws IOException {
    try (RecordingCollector collector = new RecordingCollector()) {
      assertThat(replay(collector, "--until", UNTIL, "--batch", "2")).isZero();
      List<JsonNode> hits = collector.hits();
      assertThat(hits)
          .extracting(h -> h.get("page_url").asText())
          .containsExactly(
              "http://shop.example.com/blog/first-post?utm_source=newsletter",
              "http://shop.example.com/",
              "http://shop.example.com/blog/second-post",
              "http://shop.example.com/pricing");
      assertThat(hits.get(3).get("client_timestamp").asLong())
          .isEqualTo(Instant.parse(UNTIL).toEpochMilli());
      assertThat(hits.get(0).get("client_timestamp").asLong())
          .isEqualTo(Instant.parse(UNTIL).minusSeconds(60).toEpochMilli());
    }
  }

  @Test
  void aVisitorIsAnAddressWithAUserAgentAndBothAreKept() throws IOException {
    try (RecordingCollector collector = new RecordingCollector()) {
      replay(collector);
      List<JsonNode> hits = collector.hits();
      assertThat(hits.get(0).get("visitor_id")).isEqualTo(hits.get(2).get("visitor_id"));
      assertThat(hits.get(0).get("visitor_id")).isNotEqualTo(hits.get(1).get("visitor_id"));
      assertThat(hits.get(1).get("user_agent").asText()).isEqualTo("Agent with \"quotes\" inside");
      assertThat(hits.get(1).get("ip_address").asText()).isEqualTo("2001:db8::17");
      assertThat(hits.get(1).get("page_referrer").asText()).isEqualTo("https://www.google.com/");
      assertThat(hits.get(3).has("ip_address")).as("a looked-up name is no address").isFalse();
    }
  }

  @Test
  void theSummarySaysWhatWasSentRefusedAndLeftOutAndWhy() throws IOException {
    try (RecordingCollector collector = new RecordingCollector()) {
      collector.refuse("/pricing");
      assertThat(replay(collector)).isEqualTo(1);
      assertThat(out.toString().replaceAll(" +", " "))
          .contains("read 12 lines")
          .contains("pageviews 4\n")
          .contains("left out 1 other methods than GET")
          .contains("left out 1 answers other than 2xx and 304")
          .contains("left out 2 assets")
          .contains("malformed 1 a quoted text does not end (line 12)")
          .contains("malformed 1 time is not like 17/May/2015:10:05:03 +0000 (line 9)")
          .contains("sent 4\n")
          .contains("accepted 3\n")
          .contains("refused 1 field_too_long");
    }
  }

  @Test
  void anUnknownOutcomeIsSentAgainWithTheSameEventIds() throws IOException {
    try (RecordingCollector collector = new RecordingCollector()) {
      collector.forgetAnswers(2);
      assertThat(replay(collector)).isZero();
      assertThat(collector.hits()).hasSize(12);
      assertThat(collector.hits().stream().map(h -> h.get("event_id")).distinct()).hasSize(4);
    }
  }

  @Test
  void replayedAgainToTheSameMomentEveryHitIsACopy() throws IOException {
    try (RecordingCollector collector = new RecordingCollector()) {
      replay(collector, "--until", UNTIL);
      replay(collector, "--until", UNTIL);
      List<JsonNode> hits = collector.hits();
      assertThat(hits.subList(0, 4)).isEqualTo(hits.subList(4, 8));
    }
  }

  @Test
  void aLogOverMoreThanAWeekIsCalledLateInHonesty() throws IOException {
    Files.writeString(
        log,
        "203.0.113.7 - - [20/Feb/2024:10:00:00 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"\n"
            + Files.readString(log));
    try (RecordingCollector collector = new RecordingCollector()) {
      replay(collector);
      assertThat(out.toString()).contains("more than 7 days before the last request");
    }
  }

  @Test
  void aLogWithoutPageviewsSaysSo() throws IOException {
    Files.writeString(log, "nothing here\n");
    try (RecordingCollector collector = new RecordingCollector()) {
      assertThat(replay(collector)).isEqualTo(1);
      assertThat(out.toString()).contains("no line is a pageview");
    }
  }
}
