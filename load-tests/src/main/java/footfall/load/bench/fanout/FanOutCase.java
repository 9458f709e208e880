package footfall.load.bench.fanout;

import java.util.Optional;

/**
 * A crowd on a node, and where there was a control run, on the stub.
 *
 * @param heapMegabytes by which the node's heap had grown with all sockets open
 * @param frameBytes of a frame, as JSON
 * @param control the same with the sockets on the stub; empty where it was not run
 */
record FanOutCase(
    int sockets,
    int websites,
    double heapMegabytes,
    int frameBytes,
    Pair node,
    Optional<Pair> control) {

  /** Beside traffic at a rate, and beside as much as the node takes. */
  record Pair(Phase atRate, Phase busiest) {}

  /** Hits/s taken beside the own sockets, of those beside the stub's. */
  Optional<Double> ingestRatio() {
    return control.map(stub -> node.busiest.hitsPerSecond() / stub.busiest.hitsPerSecond());
  }

  /**
   * Microseconds of the node's CPU for a frame read by a healthy socket, beyond the control run.
   */
  Optional<Double> microsPerFrame() {
    return control.map(
        stub ->
            (node.atRate.cores().get("node") - stub.atRate.cores().get("node"))
                / node.atRate.framesReadPerSecond()
                * 1e6);
  }
}
