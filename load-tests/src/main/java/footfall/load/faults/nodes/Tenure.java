package footfall.load.faults.nodes;

import java.time.Duration;
import java.time.Instant;

/**
 * One incarnation of a session shard on one node, as the node's log has it.
 *
 * @param from when it had recovered
 * @param to when it stopped, its node's process ended or the next incarnation on that node began;
 *     {@link Instant#MAX} while it goes on
 * @param paused how long its node was stopped by a signal meanwhile
 */
public record Tenure(
    int partition, long epoch, int node, Instant from, Instant to, Duration paused) {}
