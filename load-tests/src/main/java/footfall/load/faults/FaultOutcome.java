package footfall.load.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was done, when, how long recovery took, and which figure of RELIABILITY 4.3 was missed.
 *
 * @param faultId as {@link Fault#id}
 * @param deeds what was done, in order
 * @param recoveries measured durations by name, such as "takeover"; the report gives p50 and max of
 *     each name
 * @param missed one sentence for each figure that was missed; empty where it passed
 */
public record FaultOutcome(
    String faultId, List<Deed> deeds, Map<String, List<Duration>> recoveries, List<String> missed) {

  /**
   * One thing that was done.
   *
   * @param nanos {@link System#nanoTime} then
   * @param time the wall clock then
   */
  public record Deed(String what, long nanos, Instant time) {}

  public FaultOutcome {
    deeds = List.copyOf(deeds);
    missed = List.copyOf(missed);
  }

  /** True where no figure was missed. */
  public boolean passed() {
    return missed.isEmpty();
  }

  /** Gathers an outcome while the fault goes on; may be used from any thread. */
  public static final class Notes {
    private final String faultId;
    private final List<Deed> deeds = new ArrayList<>();
    private final Map<String, List<Duration>> recoveries = new LinkedHashMap<>();
    private final List<String> missed = new ArrayList<>();

    public Notes(String faultId) {
      this.faultId = faultId;
    }

    /** Notes that something has been done now. */
    public synchronized Deed did(String what) {
      Deed deed = new Deed(what, System.nanoTime(), Instant.now());
      deeds.add(deed);
      return deed;
    }

    /** Notes a measured duration. */
    public synchronized void took(String name, Duration duration) {
      recoveries.computeIfAbsent(name, n -> new ArrayList<>()).add(duration);
    }

    /** The same, and that it is a figure missed where it is over the most that may be. */
    public synchronized void took(String name, Duration duration, Duration most) {
      took(name, duration);
      if (duration.compareTo(most) > 0) {
        missed(
            "%s took %.1f s, at most %.1f s were allowed"
                .formatted(name, duration.toMillis() / 1e3, most.toMillis() / 1e3));
      }
    }

    /** Notes a figure that was missed. */
    public synchronized void missed(String sentence) {
      missed.add(sentence);
    }

    public synchronized FaultOutcome outcome() {
      Map<String, List<Duration>> copy = new LinkedHashMap<>();
      recoveries.forEach((name, durations) -> copy.put(name, List.copyOf(durations)));
      return new FaultOutcome(faultId, deeds, copy, missed);
    }
  }
}
