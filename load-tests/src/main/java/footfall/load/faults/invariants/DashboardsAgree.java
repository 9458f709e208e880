package footfall.load.faults.invariants;

import footfall.load.faults.live.Shown;
import footfall.load.faults.live.ShownFrame;
import footfall.load.oracle.Expected;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * On every socket the first frame is a snapshot and versions rise; the last frame of each website
 * shows, minute by minute, what the log leads to; pageviews go down only in a frame that says it is
 * catching up, or in a snapshot.
 */
final class DashboardsAgree implements Invariant {
  @Override
  public String id() {
    return "I8";
  }

  @Override
  public List<String> violations(Evidence evidence) {
    List<String> findings = new ArrayList<>();
    for (Shown dashboard : evidence.shown()) {
      findings.addAll(dashboard.wrong());
      List<ShownFrame> frames = dashboard.frames();
      noteDecreases(dashboard.websiteId(), frames, findings);
      compareLast(dashboard.websiteId(), frames, evidence.expected(), findings);
    }
    return Findings.shortened(findings);
  }

  private static void noteDecreases(
      String websiteId, List<ShownFrame> frames, List<String> findings) {
    for (int i = 1; i < frames.size(); i++) {
      ShownFrame before = frames.get(i - 1);
      ShownFrame next = frames.get(i);
      boolean declared = next.isSnapshot() || next.catchingUp() || before.catchingUp();
      if (!declared && next.pageviews() < before.pageviews()) {
        findings.add(
            "%s: %d pageviews shown after %d, and no word of catching up"
                .formatted(websiteId, next.pageviews(), before.pageviews()));
      }
    }
  }

  private static void compareLast(
      String websiteId, List<ShownFrame> frames, Expected expected, List<String> findings) {
    Map<Long, ShownFrame.Counts> wanted = new TreeMap<>();
    expected
        .minutes()
        .forEach(
            (key, minute) -> {
              if (key.websiteId().equals(websiteId)
                  && (minute.pageviews() > 0 || minute.events() > 0)) {
                wanted.put(
                    key.minute(), new ShownFrame.Counts(minute.pageviews(), minute.events()));
              }
            });
    if (frames.isEmpty()) {
      findings.add(websiteId + " was shown nothing");
      return;
    }
    Map<Long, ShownFrame.Counts> shown = frames.get(frames.size() - 1).minutes();
    if (!shown.equals(wanted)) {
      findings.add("%s: the last frame shows %s, expected %s".formatted(websiteId, shown, wanted));
    }
  }
}
