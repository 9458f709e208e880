package footfall.node;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** How every Kafka client of a node proves who it is and whom it trusts: a file of properties. */
final class KafkaProperties {
  private static final List<String> ALLOWED = List.of("security.", "sasl.", "ssl.");

  private KafkaProperties() {}

  /**
   * Reads a file of client properties; an empty name means none.
   *
   * @throws IllegalArgumentException if it cannot be read, or sets what Footfall's promises rest on
   */
  static Map<String, String> read(String file) {
    Map<String, String> read = new TreeMap<>();
    if (file.isEmpty()) {
      return read;
    }
    Properties properties = new Properties();
    try (Reader text = Files.newBufferedReader(Path.of(file))) {
      properties.load(text);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "FOOTFALL_KAFKA_PROPERTIES: %s cannot be read: %s".formatted(file, e), e);
    }
    for (String name : properties.stringPropertyNames()) {
      if (ALLOWED.stream().noneMatch(name::startsWith)) {
        throw new IllegalArgumentException(
            "FOOTFALL_KAFKA_PROPERTIES: %s sets %s, but may only set %s"
                .formatted(file, name, String.join("*, ", ALLOWED) + "*"));
      }
      read.put(name, properties.getProperty(name));
    }
    return read;
  }
}
