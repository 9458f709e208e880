package footfall.localstack.up;

import footfall.localstack.Addresses;
import footfall.localstack.up.UpSettings.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The variables that tell nodes and other verbs where everything of an {@code up} listens. */
final class NodeEnvironment {
  static final String SEED_NODES = "FOOTFALL_SEED_NODES";

  /** Given to the node of {@code up} alone, and never written anywhere. */
  static final String SETUP_TOKEN = "FOOTFALL_SETUP_TOKEN";

  private NodeEnvironment() {}

  static Map<String, String> of(UpSettings settings, Addresses stores) {
    return Map.of(
        "FOOTFALL_HTTP_PORT", Integer.toString(settings.port(Port.HTTP)),
        "FOOTFALL_KAFKA", stores.kafka(),
        "FOOTFALL_CASSANDRA", stores.cassandra(),
        "FOOTFALL_CLICKHOUSE", stores.clickHouseUrl(),
        "FOOTFALL_POSTGRES", stores.postgresJdbcUrl(),
        "FOOTFALL_POSTGRES_USER", stores.postgresUser(),
        "FOOTFALL_POSTGRES_PASSWORD", stores.postgresPassword(),
        "FOOTFALL_REMOTING_PORT", Integer.toString(settings.port(Port.REMOTING)),
        "FOOTFALL_MANAGEMENT_PORT", Integer.toString(settings.port(Port.MANAGEMENT)));
  }

  /**
   * Writes them to {@code run/node.env}, one {@code NAME=value} a line: the script gives them to
   * the verbs that speak to the same stores. A seed node is among them where a node runs.
   */
  static void write(UpSettings settings, Addresses stores) {
    Map<String, String> all = new TreeMap<>(of(settings, stores));
    if (!settings.stackOnly()) {
      int port = settings.port(Port.REMOTING);
      all.put(SEED_NODES, JoinedNodes.address(JoinedNodes.FIRST_HOST, port));
    }
    List<String> lines = new ArrayList<>();
    all.forEach((name, value) -> lines.add(name + "=" + value));
    try {
      Files.write(file(settings.data()), lines);
    } catch (IOException e) {
      throw new UncheckedIOException("the addresses could not be noted for other verbs", e);
    }
  }

  /** What the {@code up} of this data has written; empty where none ever did. */
  static Map<String, String> read(Path data) throws IOException {
    Map<String, String> all = new HashMap<>();
    if (Files.exists(file(data))) {
      for (String line : Files.readAllLines(file(data))) {
        int end = line.indexOf('=');
        all.put(line.substring(0, end), line.substring(end + 1));
      }
    }
    return all;
  }

  private static Path file(Path data) {
    return data.resolve("run/node.env");
  }
}
