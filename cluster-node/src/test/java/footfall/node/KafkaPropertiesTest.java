package footfall.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import footfall.ingest.kafka.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaPropertiesTest {
  @TempDir private Path folder;

  @Test
  void withoutAFileClientsGetNothingMore() {
    assertThat(KafkaProperties.read("")).isEmpty();
  }

  @Test
  void aFileSaysHowToBeLetIn() throws IOException {
    assertThat(read("security.protocol=SASL_SSL\nsasl.mechanism = SCRAM-SHA-512\n"))
        .containsOnly(
            Map.entry("security.protocol", "SASL_SSL"),
            Map.entry("sasl.mechanism", "SCRAM-SHA-512"));
  }

  @Test
  void aFileMayNotSetWhatDecidesWhetherHitsAreKept() {
    assertThatThrownBy(() -> read("security.protocol=SSL\nacks=1\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sets acks, but may only set security.*, sasl.*, ssl.*");
  }

  @Test
  void aValueThatKafkaDoesNotKnowIsToldWithTheVariablesName() {
    KafkaSettings settings =
        new KafkaSettings(
            "127.0.0.1:9", 1, 1, Duration.ofSeconds(1), Map.of("security.protocol", "ROT13"));

    assertThatThrownBy(() -> Stores.admin(settings))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("FOOTFALL_KAFKA_PROPERTIES", "ROT13");
  }

  private Map<String, String> read(String content) throws IOException {
    return KafkaProperties.read(
        Files.writeString(folder.resolve("client.properties"), content).toString());
  }
}
