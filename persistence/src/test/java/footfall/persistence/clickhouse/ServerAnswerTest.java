package footfall.persistence.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.ServerException;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class ServerAnswerTest {
  @Test
  void ofWhatClickHouseSaysAboutAValueOnlyTheCodeIsRepeated() {
    ServerException answer =
        new ServerException(
            469, "Constraint c is violated. Column values: ip = '203.0.113.7'", 500, "");

    assertThat(ServerAnswer.describe(new IOException("wrapped: " + answer.getMessage(), answer)))
        .isEqualTo("ClickHouse error 469 (SELECT errorCodeToName(469))");
  }

  @Test
  void whyThereIsNoAnswerIsRepeated() {
    assertThat(ServerAnswer.describe(new IOException("failed", new ConnectException("refused"))))
        .isEqualTo("java.net.ConnectException: refused");
  }
}
