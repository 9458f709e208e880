package footfall.retention;

import footfall.persistence.metadata.Website;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Rows of these websites from before a moment are to go.
 *
 * @param websiteIds 1 to 100, which keep their rows for equally long
 */
record Expiry(List<String> websiteIds, Instant before) {
  /** Named in one statement: thousands would make it slow to read. */
  private static final int MOST_WEBSITES = 100;

  Expiry {
    websiteIds = List.copyOf(websiteIds);
  }

  /**
   * What is to go now, the oldest first. Example: at noon of 31 March a website that keeps 30 days
   * loses what came before noon of 1 March.
   *
   * @param deleted ids whose rows are all to go
   */
  static List<Expiry> due(Collection<Website> websites, Set<String> deleted, Instant now) {
    Map<Instant, List<String>> byMoment = new TreeMap<>();
    for (Website website : websites) {
      if (deleted.contains(website.websiteId())) {
        byMoment.computeIfAbsent(now, moment -> new ArrayList<>()).add(website.websiteId());
      } else if (website.settings().retentionDays().isPresent()) {
        Duration kept = Duration.ofDays(website.settings().retentionDays().getAsInt());
        byMoment
            .computeIfAbsent(now.minus(kept), moment -> new ArrayList<>())
            .add(website.websiteId());
      }
    }
    List<Expiry> due = new ArrayList<>();
    byMoment.forEach(
        (before, ids) -> {
          for (int from = 0; from < ids.size(); from += MOST_WEBSITES) {
            int to = Math.min(ids.size(), from + MOST_WEBSITES);
            due.add(new Expiry(ids.subList(from, to), before));
          }
        });
    return due;
  }
}
