package footfall.load.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One website's pages: a home page and a few sections of which some pages are far more popular. */
final class SiteTree {
  /** {@code path} begins with a slash and carries no query. */
  record Page(String path, String title) {}

  private static final List<String> SECTIONS =
      List.of("blog", "docs", "products", "guides", "news", "help");
  private static final List<String> TOPICS =
      List.of(
          "getting-started",
          "pricing",
          "red-shoes",
          "privacy",
          "sessions",
          "funnels",
          "alpine-tent",
          "release-notes",
          "charts",
          "migration",
          "coffee-mill",
          "teams");
  private static final double HOME_SHARE = 0.18;

  private final String host;
  private final List<Page> pages;
  private final Zipf popularity;

  /**
   * @param pages how many beside the home page, at least 1
   */
  SiteTree(String websiteId, int pages, SplittableRandom random) {
    this.host = websiteId.toLowerCase(java.util.Locale.ROOT).replace('_', '-') + ".example.com";
    List<Page> tree = new ArrayList<>();
    for (int i = 0; i < pages; i++) {
      String section = SECTIONS.get(random.nextInt(SECTIONS.size()));
      String topic = TOPICS.get(random.nextInt(TOPICS.size()));
      String path = "/" + section + "/" + topic + (i < TOPICS.size() ? "" : "-" + i);
      tree.add(new Page(path, topic.replace('-', ' ') + " | " + section));
    }
    this.pages = List.copyOf(tree);
    this.popularity = new Zipf(pages, 1.05);
  }

  Page pick(SplittableRandom random) {
    return random.nextDouble() < HOME_SHARE
        ? new Page("/", host)
        : pages.get(popularity.pick(random));
  }

  String url(Page page, String query) {
    return "https://" + host + page.path() + query;
  }
}
