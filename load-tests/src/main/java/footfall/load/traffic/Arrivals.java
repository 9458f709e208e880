package footfall.load.traffic;

import java.util.List;
import java.util.SplittableRandom;

/** How a visit begins: the referrer that the browser names and the query of the landing page. */
final class Arrivals {
  /** {@code query} begins with "?" or is empty; {@code referrer} may be empty. */
  record Arrival(String referrer, String query) {}

  private static final String SPRING = "utm_campaign=spring-sale";

  private static final Weighted<Arrival> ALL =
      new Weighted<>(
          List.of(
              Weighted.of(34, new Arrival("", "")),
              Weighted.of(22, new Arrival("https://www.google.com/", "")),
              Weighted.of(4, new Arrival("https://www.bing.com/search?q=red+shoes", "")),
              Weighted.of(3, new Arrival("https://duckduckgo.com/", "")),
              Weighted.of(4, new Arrival("https://www.facebook.com/", "?fbclid=IwAR0x2f7")),
              Weighted.of(3, new Arrival("https://t.co/Zq3b1", "")),
              Weighted.of(2, new Arrival("https://www.linkedin.com/feed/", "")),
              Weighted.of(3, new Arrival("https://www.reddit.com/r/webdev/", "")),
              Weighted.of(7, new Arrival("https://blog.example.org/tools", "")),
              Weighted.of(3, new Arrival("https://partner.example.net/", "?ref=partner")),
              Weighted.of(5, new Arrival("", "?utm_source=newsletter&utm_medium=email&" + SPRING)),
              Weighted.of(
                  5,
                  new Arrival(
                      "https://www.google.com/",
                      "?utm_source=google&utm_medium=cpc&utm_term=red+shoes&" + SPRING)),
              Weighted.of(3, new Arrival("https://www.google.com/", "?gclid=EAIaIQobChMI")),
              Weighted.of(2, new Arrival("", "?utm_source=mastodon&utm_medium=social"))));

  static Arrival pick(SplittableRandom random) {
    return ALL.pick(random);
  }

  private Arrivals() {}
}
