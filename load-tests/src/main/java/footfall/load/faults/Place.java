package footfall.load.faults;

import footfall.localstack.Addresses;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Where and how a node is launched.
 *
 * @param host its address, for remoting and HTTP
 * @param prefix words before {@code java}, such as {@code ip netns exec n1}; each must exec, so
 *     that the process keeps its id
 * @param environment {@code FOOTFALL_*} and other variables that differ from the usual, such as
 *     other addresses of stores or {@code LD_PRELOAD}
 * @param clockAhead how far its clock is wrong, negative for behind: so are the times in its log
 */
public record Place(
    String host, List<String> prefix, Map<String, String> environment, Duration clockAhead) {

  /** Where the nodes of a cluster are. */
  public interface Places {
    /**
     * The place of a node.
     *
     * @param index from 0
     * @param stores as this machine reaches them
     */
    Place of(int index, Addresses stores);
  }

  public Place(String host, List<String> prefix, Map<String, String> environment) {
    this(host, prefix, environment, Duration.ZERO);
  }

  public Place {
    prefix = List.copyOf(prefix);
    environment = Map.copyOf(environment);
  }

  /** 127.0.0.11 and on: nothing can be cut there, but kills, pauses and restarts need no root. */
  public static Place onLoopback(int index) {
    return new Place("127.0.0." + (11 + index), List.of(), Map.of());
  }
}
