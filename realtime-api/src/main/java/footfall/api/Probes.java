package footfall.api;

import java.util.List;
import java.util.function.Supplier;

/**
 * What an orchestrator asks a node; each is called on a server's thread and must not block.
 *
 * @param missing what this node still waits for, a sentence each; empty where it is ready
 * @param metrics in Prometheus' text format
 */
public record Probes(Supplier<List<String>> missing, Supplier<String> metrics) {}
