package footfall.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class DiscreetAppenderTest {
  private static final Logger LOG = LoggerFactory.getLogger(DiscreetAppenderTest.class);

  @Test
  void anExceptionThatMayQuoteAHitIsNamedWithItsPlaceButNotWithItsMessage() {
    String text =
        logged("shard 3 failed", new NumberFormatException("For input string: \"secret\""));

    assertThat(text)
        .contains("shard 3 failed")
        .contains("java.lang.NumberFormatException: " + DiscreetCause.LEFT_OUT)
        .contains("at footfall.log.DiscreetAppenderTest.")
        .doesNotContain("secret");
  }

  @Test
  void whatStoresAndConnectionsSayIsShown() {
    assertThat(logged("away", new ConnectException("Connection refused")))
        .contains("java.net.ConnectException: Connection refused");
    assertThat(logged("away", new TimeoutException("no broker")))
        .contains("org.apache.kafka.common.errors.TimeoutException: no broker");
  }

  @Test
  void causesAndSuppressedExceptionsAreTreatedAlike() {
    IllegalStateException outer =
        new IllegalStateException("secret 1", new IOException("secret 2"));
    outer.addSuppressed(new IllegalArgumentException("secret 3"));

    assertThat(logged("failed", outer)).contains("java.io.IOException").doesNotContain("secret");
  }

  @Test
  void anExceptionThatRepeatsItsCauseRepeatsNothingOfIt() {
    Exception hit = new IllegalArgumentException("secret");

    assertThat(logged("failed", new CompletionException(hit))).doesNotContain("secret");
    assertThat(logged("failed", new TimeoutException(hit.toString(), hit)))
        .doesNotContain("secret");
  }

  @Test
  void aLineThatRepeatsTheMessageOfItsExceptionIsCutThere() {
    String text = logged("Supervisor saw failure: secret", new IllegalArgumentException("secret"));

    assertThat(text)
        .contains("Supervisor saw failure: " + DiscreetCause.LEFT_OUT)
        .doesNotContain("secret");
  }

  @Test
  void whyANodeCannotStartIsShownInFull() {
    try (CapturedLog log = new CapturedLog()) {
      LoggerFactory.getLogger("footfall.node.Guardian")
          .error("This node cannot start", new IllegalStateException("Port 8080 is taken"));

      assertThat(log.text()).contains("java.lang.IllegalStateException: Port 8080 is taken");
    }
  }

  @Test
  void aLineWithoutAnExceptionIsShownAsItIs() {
    try (CapturedLog log = new CapturedLog()) {
      LOG.warn("partition {} did not take a tick", 7);

      assertThat(log.text()).contains("partition 7 did not take a tick");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\n2026-11-21T00:00:00Z ERROR Main forged",
        "a\nb",
        "a\u001b[2J\u001b[31mb",
        "a\u009b31mb",
        "a\u0000b",
        "a\u0085b",
        "a\u2028b\u2029c",
        "a\u202egnp.exe",
      })
  void whatSomebodySentBeginsNoLineAndMovesNoCursor(String sent) {
    try (CapturedLog log = new CapturedLog()) {
      LOG.warn("website {} is not known", sent);
      LOG.warn("{} is away", sent, new ConnectException("to " + sent));

      assertThat(log.text().lines().filter(line -> !line.startsWith("\tat ")))
          .hasSize(3)
          .allMatch(line -> line.contains("a\\u"));
      assertThat(log.text()).matches("[\\x09\\x0a\\x20-\\x7e]*");
    }
  }

  @Test
  void lettersOfAnyScriptAreShownAsTheyAre() {
    try (CapturedLog log = new CapturedLog()) {
      LOG.warn("website {} is not known", "caf\u00e9 \u5e97 \ud83d\ude00");

      assertThat(log.text()).contains("website caf\u00e9 \u5e97 \ud83d\ude00 is not known");
    }
  }

  private static String logged(String message, Exception failure) {
    try (CapturedLog log = new CapturedLog()) {
      LOG.warn(message, failure);
      return log.text();
    }
  }
}
