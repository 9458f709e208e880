package footfall.api.collect;

import footfall.protocol.hit.IpAddress;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The reverse proxies whose word about their client's address is taken. Anyone can send an {@code
 * X-Forwarded-For}; each proxy adds its peer at the right end, so the list is read from there: the
 * first address that is not itself a trusted proxy is the client. Example: with 10.0.0.0/8 trusted,
 * {@code X-Forwarded-For: 6.6.6.6, 203.0.113.9, 10.0.0.2} from peer 10.0.0.1 means 203.0.113.9; the
 * same header from peer 198.51.100.7 means 198.51.100.7.
 */
public final class TrustedProxies {
  private final List<Network> networks;

  public TrustedProxies(List<Network> networks) {
    this.networks = List.copyOf(networks);
  }

  /**
   * Where a request came from.
   *
   * @param peer the other end of the connection
   * @param forwardedFor the values of all {@code X-Forwarded-For} headers, in their order; reading
   *     stops at an entry that is no address
   */
  InetAddress client(InetAddress peer, List<String> forwardedFor) {
    if (networks.isEmpty() || forwardedFor.isEmpty()) {
      return peer;
    }
    InetAddress client = peer;
    Deque<String> hops = hops(forwardedFor);
    while (isTrusted(client) && !hops.isEmpty()) {
      Optional<byte[]> before = IpAddress.parse(withoutPort(hops.removeLast().strip()));
      if (before.isEmpty()) {
        return client;
      }
      client = Network.address(before.get());
    }
    return client;
  }

  boolean isTrusted(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  private static Deque<String> hops(List<String> forwardedFor) {
    Deque<String> hops = new ArrayDeque<>();
    forwardedFor.forEach(value -> hops.addAll(List.of(value.split(",", -1))));
    return hops;
  }

  /** Some proxies write {@code 203.0.113.9:4711} or {@code [2001:db8::1]:4711}. */
  private static String withoutPort(String hop) {
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      return end < 0 ? hop : hop.substring(1, end);
    }
    int colon = hop.indexOf(':');
    boolean ipv4WithPort = colon > 0 && colon == hop.lastIndexOf(':');
    return ipv4WithPort ? hop.substring(0, colon) : hop;
  }
}
