package footfall.website;

import footfall.protocol.hit.EventType;

/** Parts of minutes for tests. */
final class Tallies {
  private Tallies() {}

  /**
   * {@code pageviews} pageviews of one page, each by a user of its own from {@code firstUser} on.
   */
  static MinuteTally of(String page, int pageviews, long firstUser) {
    MinuteTally tally = new MinuteTally();
    for (int i = 0; i < pageviews; i++) {
      tally.add(EventType.PAGEVIEW, firstUser + i, page, "DE", "direct", "mobile");
    }
    return tally;
  }

  static byte[] form(String page, int pageviews, long firstUser) {
    return of(page, pageviews, firstUser).encode();
  }

  static long pageviews(WebsiteMinute.Stored stored) {
    return MinuteTally.decode(stored.tally()).pageviews();
  }
}
