package footfall.localstack.engine;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.localstack.StackSettings;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may ask the endpoint for what. */
class EngineAccessIT {
  private static LocalStack stack;
  private static HttpAnswers http;

  @BeforeAll
  static void start() {
    stack = LocalStack.forTests(Service.CLICKHOUSE);
    http = new HttpAnswers(stack.addresses().clickHouseUrl());
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void wrongCredentialsAreRefused() throws Exception {
    byte[] sql = "SELECT 1".getBytes(StandardCharsets.UTF_8);
    for (String[] headers :
        new String[][] {
          {"Authorization", "Basic ZGVmYXVsdDp3cm9uZw=="},
          {"Authorization", "Basic %%%"},
          {"X-ClickHouse-User", "somebody"},
          {"X-ClickHouse-Key", "wrong"},
          {"Origin", "https://example.org"},
        }) {
      HttpResponse<String> response = http.post(sql, Map.of(), headers);
      assertThat(response.statusCode()).as(headers[0] + headers[1]).isEqualTo(403);
      assertThat(HttpAnswers.code(response)).isEqualTo("516");
    }
    assertThat(http.post(sql, Map.of(), "Authorization", "Basic ZGVmYXVsdDo=").statusCode())
        .isEqualTo(200);
  }

  @Test
  void anotherAddressOfThisMachineIsAnsweredThereToo(@TempDir Path folder) throws Exception {
    StackSettings settings =
        new StackSettings(
            folder, EnumSet.of(Service.CLICKHOUSE), Map.of(), true, line -> {}, "127.0.0.2");
    try (LocalStack elsewhere = LocalStack.start(settings)) {
      String url = elsewhere.addresses().clickHouseUrl();
      assertThat(url).startsWith("http://127.0.0.2:");
      assertThat(new HttpAnswers(url).get(Map.of("query", "SELECT 1")).body()).isEqualTo("1\n");
    }
  }

  @Test
  void getReadsButChangesNothing() throws Exception {
    assertThat(http.get(Map.of("query", "SELECT 1")).body()).isEqualTo("1\n");
    HttpResponse<String> response = http.get(Map.of("query", "CREATE DATABASE by_get"));
    assertThat(HttpAnswers.code(response)).isEqualTo("164");
  }

  @Test
  void filesOfTheServerAreNeitherReadNorWrittenByStatements() throws Exception {
    http.answer("CREATE TABLE local_files (s String) ENGINE = MergeTree ORDER BY s");
    Path written = Path.of(System.getProperty("java.io.tmpdir"), "footfall-outfile-test");
    HttpResponse<String> out = http.post("SELECT 1 INTO OUTFILE '" + written + "'");
    assertThat(HttpAnswers.code(out)).isEqualTo("344");
    assertThat(Files.exists(written)).isFalse();
    HttpResponse<String> in =
        http.post("INSERT INTO local_files FROM INFILE '/etc/hostname' FORMAT LineAsString");
    assertThat(HttpAnswers.code(in)).isEqualTo("344");
  }
}
