package footfall.localstack;

import java.net.InetAddress;
import java.net.UnknownHostException;
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
 * @param ports listening port per service; absent or 0 means a free one
 * @param small true for tests: small heaps and quick start instead of throughput
 * @param progress told one line of text per step, from any thread
 * @param host address that all listen on: loopback, or one of a private network of this machine
 */
public record StackSettings(
    Path data,
    EnumSet<Service> services,
    Map<Service, Integer> ports,
    boolean small,
    Consumer<String> progress,
    String host) {
  static final String LOOPBACK = "127.0.0.1";

  /** On loopback, where nobody else reaches them. */
  public StackSettings(
      Path data,
      EnumSet<Service> services,
      Map<Service, Integer> ports,
      boolean small,
      Consumer<String> progress) {
    this(data, services, ports, small, progress, LOOPBACK);
  }

  public StackSettings {
    if (services.isEmpty()) {
      throw new IllegalArgumentException("services must name at least one service");
    }
    data = data.toAbsolutePath().normalize();
    services = EnumSet.copyOf(services);
    ports = new EnumMap<>(ports.isEmpty() ? new EnumMap<>(Service.class) : ports);
    ports.forEach(StackSettings::requirePort);
    requirePrivate(host);
  }

  private static void requirePort(Service service, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "port of " + service.label() + " must lie in 0..65535, was " + port);
    }
  }

  /** These stores have no passwords worth the name. */
  private static void requirePrivate(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (!address.isLoopbackAddress() && !address.isSiteLocalAddress()) {
        throw new IllegalArgumentException(
            "host must be of loopback or of a private network, was " + host);
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("host must be an address, was " + host, e);
    }
  }

  int port(Service service) {
    return ports.getOrDefault(service, 0);
  }
}
