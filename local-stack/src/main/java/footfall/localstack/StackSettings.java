package footfall.localstack;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What to start and where.
 *
 * @param data directory of everything durable; one subdirectory per service, logs under {@code
 *     logs/}
 * @param services at least one
 * @param ports listening port per service on loopback; absent or 0 means a free one
 * @param small true for tests: small heaps and quick start instead of throughput
 * @param progress told one line of text per step, from any thread
 */
public record StackSettings(
    Path data,
    EnumSet<Service> services,
    Map<Service, Integer> ports,
    boolean small,
    Consumer<String> progress) {
  public StackSettings {
    if (services.isEmpty()) {
      throw new IllegalArgumentException("services must name at least one service");
    }
    data = data.toAbsolutePath().normalize();
    services = EnumSet.copyOf(services);
    ports = new EnumMap<>(ports.isEmpty() ? new EnumMap<>(Service.class) : ports);
    ports.forEach(StackSettings::requirePort);
  }

  private static void requirePort(Service service, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "port of " + service.label() + " must lie in 0..65535, was " + port);
    }
  }

  int port(Service service) {
    return ports.getOrDefault(service, 0);
  }
}
