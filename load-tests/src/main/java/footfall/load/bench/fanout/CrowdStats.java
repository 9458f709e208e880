package footfall.load.bench.fanout;

import footfall.load.bench.Millis;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What a crowd of dashboards has seen since it was last cleared. For one thread. */
final class CrowdStats {
  /** From a hit's receipt to each frame that lists it for the first time on a socket. */
  final Millis toFrame = new Millis();

  /** From the beginning of a connection to its first frame. */
  final Millis toSnapshot = new Millis();

  long frames;
  long bytes;
  long refused;
  private final Map<Habit, Long> lost = new EnumMap<>(Habit.class);
  private final Map<Long, Integer> stalled = new TreeMap<>();
  private final Map<Long, Integer> cut = new TreeMap<>();

  void lost(Habit habit) {
    lost.merge(habit, 1L, Long::sum);
  }

  long lostOf(Habit habit) {
    return lost.getOrDefault(habit, 0L);
  }

  /** A socket that has not read for so many seconds was looked at. */
  void lookedAt(long seconds, boolean isCut) {
    stalled.merge(seconds, 1, Integer::sum);
    cut.merge(seconds, isCut ? 1 : 0, Integer::sum);
  }

  /** Such as {@code 10s:0/17,30s:12/12}: of those not read for so long, how many were cut. */
  String cutByAge() {
    StringBuilder text = new StringBuilder();
    stalled.forEach(
        (age, all) ->
            text.append(text.length() == 0 ? "" : ",")
                .append(age + "s:" + cut.get(age) + "/" + all));
    return text.length() == 0 ? "none" : text.toString();
  }

  void clear() {
    toFrame.clear();
    toSnapshot.clear();
    frames = 0;
    bytes = 0;
    refused = 0;
    lost.clear();
    stalled.clear();
    cut.clear();
  }
}
