package footfall.ingest.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Tells user agents of robots, by the patterns of crawler-user-agents (MIT) and by what no browser
 * says of itself; thread-safe.
 *
 * <p>Nearly all of the 1,500 patterns are plain words. They are found in one pass, by an index over
 * their first three letters; only the rest run as regular expressions.
 */
final class Crawlers {

  private static final String RESOURCE = "crawler-user-agents.json";

  /** Pattern text that means itself, once {@code \/} and {@code \.} are read as the character. */
  private static final Pattern WORD =
      Pattern.compile("(?:[^\\\\^$.|?*+()\\[\\]{}]|\\\\[^a-zA-Z0-9])+");

  private static final int INDEXED_LETTERS = 3;

  /** Words of automation and of programs that fetch, in lower case. */
  private static final List<String> AUTOMATION =
      List.of(
          "headless",
          "phantomjs",
          "slimerjs",
          "selenium",
          "webdriver",
          "puppeteer",
          "playwright",
          "cypress",
          "crawl",
          "spider",
          "scrap",
          "bot/",
          "bot;",
          "bot)",
          "python",
          "libwww",
          "httpclient",
          "go-http",
          "node-fetch",
          "axios/",
          "java/",
          "ruby",
          "curl/",
          "wget",
          "feed",
          "monitor",
          "uptime",
          "lighthouse",
          "pagespeed",
          "http://",
          "https://",
          "+http");

  private final Map<String, List<String>> wordsByStart = new HashMap<>();
  private final List<Pattern> patterns = new ArrayList<>();

  private Crawlers() {}

  /**
   * @throws IllegalStateException if the build did not bring the patterns
   */
  static Crawlers bundled() {
    try (InputStream in = Crawlers.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(
            "The list of crawlers is missing. The build brings it: run `mvn -B -q compile -pl"
                + " cluster-node -am`.");
      }
      Crawlers crawlers = new Crawlers();
      for (JsonNode crawler : new ObjectMapper().readTree(in)) {
        crawlers.add(crawler.get("pattern").asText());
      }
      return crawlers;
    } catch (IOException e) {
      throw new IllegalStateException("The list of crawlers cannot be read: " + e.getMessage(), e);
    }
  }

  private void add(String pattern) {
    String word = pattern.replaceAll("\\\\(?=[^a-zA-Z0-9])", "");
    if (WORD.matcher(pattern).matches() && word.length() >= INDEXED_LETTERS) {
      wordsByStart
          .computeIfAbsent(word.substring(0, INDEXED_LETTERS), start -> new ArrayList<>())
          .add(word);
    } else {
      patterns.add(Pattern.compile(pattern));
    }
  }

  /** Whether this is what a robot calls itself; {@code -} is what log files write for nothing. */
  boolean isCrawler(String userAgent) {
    return userAgent.length() < INDEXED_LETTERS
        || isListed(userAgent)
        || namesAutomation(userAgent);
  }

  /** Whether a pattern of the list fits. */
  boolean isListed(String userAgent) {
    return namesAWord(userAgent)
        || patterns.stream().anyMatch(pattern -> pattern.matcher(userAgent).find());
  }

  private boolean namesAWord(String userAgent) {
    for (int i = 0; i + INDEXED_LETTERS <= userAgent.length(); i++) {
      for (String word :
          wordsByStart.getOrDefault(userAgent.substring(i, i + INDEXED_LETTERS), List.of())) {
        if (userAgent.startsWith(word, i)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean namesAutomation(String userAgent) {
    String lower = userAgent.toLowerCase(Locale.ROOT);
    return AUTOMATION.stream().anyMatch(lower::contains);
  }
}
