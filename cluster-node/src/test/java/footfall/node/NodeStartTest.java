package footfall.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a node says, in a JVM of its own, where a variable is wrong; no store is there. */
class NodeStartTest {
  private record Ended(int code, List<String> lines) {}

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FOOTFALL_LOG_FORMAT=xml | FOOTFALL_LOG_FORMAT must be text or json, was xml",
        "FOOTFALL_BOOTSTRAP=dns | FOOTFALL_BOOTSTRAP must be seed-nodes or kubernetes, was dns",
        "FOOTFALL_KAFKA_PROPERTIES=/nowhere | FOOTFALL_KAFKA_PROPERTIES: /nowhere cannot be read",
        "FOOTFALL_SETUP_TOKEN=short | FOOTFALL_SETUP_TOKEN must have 32 characters or more",
        "FOOTFALL_CASSANDRA_USER=x | Set both FOOTFALL_CASSANDRA_USER and FOOTFALL_CASSANDRA_PASSWORD",
      })
  void aWrongVariableEndsTheStartWithASentenceThatNamesIt(String variable, String sentence)
      throws Exception {
    Ended ended = start(variable.split("=", 2)[0], variable.split("=", 2)[1]);

    assertThat(ended.code).isEqualTo(1);
    assertThat(ended.lines)
        .singleElement()
        .asString()
        .contains("This node cannot start: " + sentence);
  }

  @Test
  void outsideOfAPodNoNodesAreSoughtInKubernetes() throws Exception {
    Ended ended = start("FOOTFALL_BOOTSTRAP", "kubernetes");

    assertThat(ended.code).isEqualTo(1);
    assertThat(ended.lines)
        .singleElement()
        .asString()
        .contains("needs a pod with a service account", "KUBERNETES_SERVICE_HOST");
  }

  @Test
  void inJsonEachLineOfTheLogIsAnObject() throws Exception {
    Ended ended =
        start(Map.of("FOOTFALL_LOG_FORMAT", "json", "FOOTFALL_BOOTSTRAP", "a \"quoted\" word"));

    assertThat(ended.lines).hasSize(1);
    JsonNode line = JsonMapper.builder().build().readTree(ended.lines.get(0));
    assertThat(line.get("level").asText()).isEqualTo("ERROR");
    assertThat(line.get("loggerName").asText()).isEqualTo("footfall.node.Main");
    assertThat(line.get("formattedMessage").asText()).endsWith("was a \"quoted\" word");
    assertThat(line.get("timestamp").asLong()).isPositive();
  }

  private Ended start(String variable, String value) throws Exception {
    return start(Map.of(variable, value));
  }

  private Ended start(Map<String, String> variables) throws Exception {
    Path output = folder.resolve("output");
    Process node =
        NodeJvm.of("footfall.node.Main", variables)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int code = node.waitFor();
    return new Ended(code, Files.readAllLines(output, StandardCharsets.UTF_8));
  }
}
