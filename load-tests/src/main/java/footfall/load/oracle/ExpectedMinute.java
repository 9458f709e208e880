package footfall.load.oracle;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a website-minute should have counted, exactly; pageviews by value for the top lists. */
public final class ExpectedMinute {
  private long pageviews;
  private long events;
  private long conversions;
  private final Set<String> users = new HashSet<>();
  private final Map<String, Long> pages = new HashMap<>();
  private final Map<String, Long> countries = new HashMap<>();
  private final Map<String, Long> sources = new HashMap<>();
  private final Map<String, Long> devices = new HashMap<>();

  void add(LoggedHit hit) {
    users.add(hit.user());
    if (hit.eventType().equals("event")) {
      events++;
    }
    if (hit.isPageview()) {
      pageviews++;
      pages.merge(hit.enrichment().pagePath(), 1L, Long::sum);
      countries.merge(hit.enrichment().geography().country(), 1L, Long::sum);
      sources.merge(hit.enrichment().traffic().source(), 1L, Long::sum);
      devices.merge(hit.enrichment().device().type(), 1L, Long::sum);
    }
  }

  /** Sessions have met so many goals. */
  void convert(int met) {
    conversions += met;
  }

  void add(ExpectedMinute other) {
    conversions += other.conversions;
    pageviews += other.pageviews;
    events += other.events;
    users.addAll(other.users);
    other.pages.forEach((k, v) -> pages.merge(k, v, Long::sum));
    other.countries.forEach((k, v) -> countries.merge(k, v, Long::sum));
    other.sources.forEach((k, v) -> sources.merge(k, v, Long::sum));
    other.devices.forEach((k, v) -> devices.merge(k, v, Long::sum));
  }

  public long pageviews() {
    return pageviews;
  }

  /** Custom events. */
  public long events() {
    return events;
  }

  /** How often a session has met a goal for the first time. */
  public long conversions() {
    return conversions;
  }

  /** Distinct users, exactly. */
  public long users() {
    return users.size();
  }

  /** The distinct users themselves. */
  public Set<String> userNames() {
    return Set.copyOf(users);
  }

  public Map<String, Long> pages() {
    return Map.copyOf(pages);
  }

  public Map<String, Long> countries() {
    return Map.copyOf(countries);
  }

  public Map<String, Long> sources() {
    return Map.copyOf(sources);
  }

  public Map<String, Long> devices() {
    return Map.copyOf(devices);
  }
}
