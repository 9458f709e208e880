package footfall.load.scenario;

import footfall.load.oracle.Expected.MinuteOf;
import footfall.load.oracle.ExpectedMinute;
import footfall.load.oracle.SipHash;
import footfall.load.oracle.SketchAccuracy;
import footfall.load.oracle.UserSketch;
import footfall.website.MinuteKey;
import footfall.website.MinuteTally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Holds the sketches of users against the users themselves: of each website-minute, and of the
 * minutes of each half hour merged as a live website merges them.
 *
 * <p>A sketch is a function of its users and the key of their hash, so it must equal the oracle's
 * register by register, and their estimates bit by bit; there is no tolerance in that. That such an
 * estimate is near the true number is what {@link SketchAccuracy} holds.
 */
final class UserComparison {
  private static final long HALF_HOUR_MS = Duration.ofMinutes(30).toMillis();

  private final SipHash hash;
  private final SketchAccuracy accuracy = new SketchAccuracy();
  private final List<String> different = new ArrayList<>();

  UserComparison(SipHash hash) {
    this.hash = hash;
  }

  /** One sentence for each kind of finding. */
  List<String> run(Map<MinuteOf, ExpectedMinute> expected, Map<MinuteKey, MinuteTally> shown) {
    Map<String, Set<String>> users = new TreeMap<>();
    Map<String, MinuteTally> merged = new TreeMap<>();
    expected.forEach(
        (key, exact) -> {
          MinuteTally tally =
              shown.getOrDefault(new MinuteKey(key.websiteId(), key.minute()), new MinuteTally());
          compare(key.websiteId() + " minute " + key.minute(), exact.userNames(), tally);
          String cell = key.websiteId() + " half hour " + key.minute() / HALF_HOUR_MS;
          users.computeIfAbsent(cell, c -> new HashSet<>()).addAll(exact.userNames());
          merged.computeIfAbsent(cell, c -> new MinuteTally()).merge(tally);
        });
    users.forEach((cell, exact) -> compare(cell, exact, merged.get(cell)));
    List<String> findings = new ArrayList<>(accuracy.findings());
    if (!different.isEmpty()) {
      findings.add(
          "%d of %d sketches of users are not the oracle's, first: %s"
              .formatted(different.size(), accuracy.cells(), different.get(0)));
    }
    return findings;
  }

  private void compare(String cell, Set<String> exact, MinuteTally shown) {
    accuracy.add(cell, exact.size(), shown.users());
    UserSketch wanted = UserSketch.of(exact, hash);
    boolean sameEstimate = Double.compare(wanted.estimate(), shown.users()) == 0;
    if (!sameEstimate || !wanted.isSameAs(UserSketch.inTally(shown.encode()))) {
      different.add(
          "%s, %d users: estimate %s, shown %s"
              .formatted(cell, exact.size(), wanted.estimate(), shown.users()));
    }
  }
}
