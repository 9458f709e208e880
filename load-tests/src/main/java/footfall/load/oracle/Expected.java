package footfall.load.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Everything that a dump should have led to. */
public final class Expected {
  /** A record's place in the topic. */
  public record Place(int partition, long offset) {}

  /** A website's minute; {@code minute} is the epoch ms at which it begins. */
  public record MinuteOf(String websiteId, long minute) {}

  /** Two sessions that turned out to be one. */
  public record Join(String websiteId, UUID lost, UUID kept) {}

  private final List<ExpectedSession> closed = new ArrayList<>();
  private final List<ExpectedSession> open = new ArrayList<>();
  private final List<Join> joins = new ArrayList<>();
  private final Map<Place, Verdict> verdicts = new HashMap<>();
  private final Set<Place> robots = new HashSet<>();
  private final Map<MinuteOf, ExpectedMinute> minutes = new HashMap<>();

  void close(ExpectedSession session) {
    closed.add(session);
  }

  void leaveOpen(ExpectedSession session) {
    open.add(session);
  }

  void join(Join join) {
    joins.add(join);
  }

  void robotAt(Place place) {
    robots.add(place);
  }

  void judge(Place place, Verdict verdict) {
    Verdict before = verdicts.put(place, verdict);
    if (before != null) {
      throw new IllegalStateException("two verdicts for record " + place);
    }
  }

  void count(MinuteOf key, LoggedHit hit, int met) {
    ExpectedMinute minute = minutes.computeIfAbsent(key, k -> new ExpectedMinute());
    minute.add(hit);
    minute.convert(met);
  }

  public List<ExpectedSession> closed() {
    return List.copyOf(closed);
  }

  /** Sessions that the last record of the dump leaves open. */
  public List<ExpectedSession> open() {
    return List.copyOf(open);
  }

  public List<Join> joins() {
    return List.copyOf(joins);
  }

  // Not Map.copyOf: offsets hash to neighbours, which its linear probing meets in quadratic time.
  public Map<Place, Verdict> verdicts() {
    return Collections.unmodifiableMap(verdicts);
  }

  /** Whether the hit there is a robot's, counted or not. */
  public boolean isRobotAt(Place place) {
    return robots.contains(place);
  }

  /** Over all partitions; a minute without a counted hit is absent. */
  public Map<MinuteOf, ExpectedMinute> minutes() {
    return Collections.unmodifiableMap(minutes);
  }

  /** How many records had each kind of verdict. */
  public Map<Verdict.Kind, Long> tally() {
    Map<Verdict.Kind, Long> tally = new java.util.EnumMap<>(Verdict.Kind.class);
    verdicts.values().forEach(v -> tally.merge(v.kind(), 1L, Long::sum));
    return tally;
  }
}
