package footfall.load.bench.fanout;

import footfall.load.collect.LiveKeys;
import java.net.InetSocketAddress;

/**
 * What a crowd is to do.
 *
 * @param server to connect to
 * @param sockets open at once
 * @param websites they are spread over
 * @param keys by which these let them in
 * @param connectsPerSecond at most, while places are empty
 * @param churnPerSecond readers that leave and come anew
 */
record CrowdPlan(
    InetSocketAddress server,
    int sockets,
    int websites,
    LiveKeys keys,
    int connectsPerSecond,
    int churnPerSecond) {
  /** Watched websites are called so, with a number from 1 on. */
  static final String WEBSITE = "watched-";

  String authority() {
    return server.getAddress().getHostAddress() + ":" + server.getPort();
  }
}
