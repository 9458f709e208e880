package footfall.load.faults.report;

import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One fault that was inflicted, as it is kept.
 *
 * @param deeds each with its wall-clock time
 * @param recoveries ms by name
 * @param missed one sentence for each figure that was missed
 */
public record FaultResult(
    String id,
    String name,
    List<String> deeds,
    Map<String, List<Long>> recoveries,
    List<String> missed) {

  public static FaultResult of(Fault fault, FaultOutcome outcome) {
    Map<String, List<Long>> recoveries = new LinkedHashMap<>();
    outcome
        .recoveries()
        .forEach((what, all) -> recoveries.put(what, all.stream().map(d -> d.toMillis()).toList()));
    return new FaultResult(
        fault.id(),
        fault.name(),
        outcome.deeds().stream().map(d -> d.time() + " " + d.what()).toList(),
        recoveries,
        outcome.missed());
  }
}
