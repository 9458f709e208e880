package footfall.load.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineParserTest {
  private static final String HEAD = "203.0.113.7 - - [03/Mar/2024:10:00:00 +0000] ";

  private static LogLine request(String request, int status) throws LogLineParser.Malformed {
    return LogLineParser.parse(HEAD + '"' + request + "\" " + status + " 7 \"-\" \"-\"");
  }

  @Test
  void aLineOfAnApacheLogIsReadWhole() throws LogLineParser.Malformed {
    LogLine line =
        LogLineParser.parse(
            "203.0.113.7 - alice smith [03/Mar/2024:12:00:30 +0200] "
                + "\"GET /a?b=c HTTP/1.1\" 200 2326 \"http://x.example/\" \"Agent \\\"7\\\"\" extra");
    assertThat(line)
        .isEqualTo(
            new LogLine(
                "203.0.113.7",
                Instant.parse("2024-03-03T10:00:30Z"),
                "GET",
                "/a?b=c",
                200,
                "http://x.example/",
                "Agent \"7\""));
    assertThat(line.path()).isEqualTo("/a");
  }

  @Test
  void dashesMeanNothingWasSent() throws LogLineParser.Malformed {
    LogLine line = request("GET / HTTP/1.1", 200);
    assertThat(line.referrer()).isEmpty();
    assertThat(line.userAgent()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "'' | no address",
        "hello | no identity",
        "'hello world' | no time",
        "'1.2.3.4 - - [yesterday] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"' "
            + "| time is not like 17/May/2015:10:05:03 +0000",
        "'1.2.3.4 - - [03/Mar/2024:10:00:00 +0000] 200 1' | no request",
        "'1.2.3.4 - - [03/Mar/2024:10:00:00 +0000] \"-\" 408 0 \"-\" \"-\"' "
            + "| request without method or path",
        "'1.2.3.4 - - [03/Mar/2024:10:00:00 +0000] \"GET / HTTP/1.1\" abc 1 \"-\" \"-\"' "
            + "| status is not a number from 100 to 599",
        "'1.2.3.4 - - [03/Mar/2024:10:00:00 +0000] \"GET / HTTP/1.1\" 200 1' | no referrer",
        "'1.2.3.4 - - [03/Mar/2024:10:00:00 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"Moz' "
            + "| a quoted text does not end"
      })
  void whatIsWrongWithALineIsNamed(String line, String reason) {
    assertThatThrownBy(() -> LogLineParser.parse(line == null ? "" : line))
        .isInstanceOf(LogLineParser.Malformed.class)
        .hasMessage(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/blog/", "/index.html", "/a.php?x=y.png", "/v1.2/notes"})
  void pagesAreKept(String target) throws LogLineParser.Malformed {
    assertThat(LeftOut.of(request("GET " + target + " HTTP/1.1", 200))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a.css", "/A.PNG?v=1", "/feed.xml", "/robots.txt", "/x/font.woff2"})
  void assetsAreLeftOut(String target) throws LogLineParser.Malformed {
    assertThat(LeftOut.of(request("GET " + target + " HTTP/1.1", 200))).hasValue(LeftOut.ASSET);
  }

  @ParameterizedTest
  @CsvSource({"199,STATUS", "200,", "299,", "300,STATUS", "303,STATUS", "304,", "305,STATUS"})
  void onlySuccessAndNotModifiedAreSeenPages(int status, LeftOut expected)
      throws LogLineParser.Malformed {
    assertThat(LeftOut.of(request("GET / HTTP/1.1", status)))
        .isEqualTo(Optional.ofNullable(expected));
  }

  @Test
  void otherMethodsAreNoPageviews() throws LogLineParser.Malformed {
    assertThat(LeftOut.of(request("HEAD / HTTP/1.1", 200))).hasValue(LeftOut.NOT_A_GET);
  }
}
