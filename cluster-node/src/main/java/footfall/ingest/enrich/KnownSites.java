package footfall.ingest.enrich;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Search engines, social networks and mail, read from {@code known-sites.txt}. */
final class KnownSites {

  /** What a site is; {@code searchParameter} is empty where its links tell no search. */
  record Site(Channel channel, String searchParameter) {}

  private static final String RESOURCE = "known-sites.txt";
  private static final int MAX_COUNTRY_LABEL_CHARS = 3;

  private final Map<String, Site> byHost = new HashMap<>();
  private final Map<String, Site> byBrand = new HashMap<>();
  private final Map<String, Site> bySourceName = new HashMap<>();

  private KnownSites() {}

  static KnownSites bundled() {
    try (InputStream in = KnownSites.class.getResourceAsStream(RESOURCE)) {
      KnownSites sites = new KnownSites();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(sites::add);
      return sites;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String line) {
    String[] words = line.split(" ", -1);
    Site site =
        new Site(
            Channel.valueOf(words[0].toUpperCase(Locale.ROOT)), words.length > 2 ? words[2] : "");
    String name = words[1];
    if (name.startsWith("=")) {
      bySourceName.put(name.substring(1), site);
      return;
    }
    if (name.endsWith(".*")) {
      byBrand.put(name.substring(0, name.length() - 2), site);
    } else {
      byHost.put(name, site);
    }
    String firstLabel = name.substring(0, name.indexOf('.'));
    if (site.channel() != Channel.REFERRAL && firstLabel.length() > 2) {
      bySourceName.putIfAbsent(firstLabel, site);
    }
  }

  /**
   * What the site of a referrer is.
   *
   * @param host as {@link PageUrl#host()} has it
   */
  Optional<Site> ofHost(String host) {
    for (int start = 0; start >= 0; start = nextLabel(host, start)) {
      String suffix = host.substring(start);
      Site site = byHost.get(suffix);
      if (site == null) {
        site = ofBrand(suffix);
      }
      if (site != null) {
        return Optional.of(site);
      }
    }
    return Optional.empty();
  }

  /** What a {@code utm_source} in lower case is: a host, or the name of one. */
  Optional<Site> ofSourceName(String source) {
    Site named = bySourceName.get(source);
    return named != null ? Optional.of(named) : ofHost(source);
  }

  private Site ofBrand(String host) {
    int point = host.indexOf('.');
    return point > 0 && isCountryEnding(host, point + 1)
        ? byBrand.get(host.substring(0, point))
        : null;
  }

  /** {@code de}, {@code com}, {@code co.uk}; not {@code com.evil.example}. */
  private static boolean isCountryEnding(String host, int from) {
    int point = host.indexOf('.', from);
    return point < 0
        ? isShort(host, from, host.length())
        : isShort(host, from, point) && isShort(host, point + 1, host.length());
  }

  private static boolean isShort(String host, int from, int to) {
    int nextPoint = host.indexOf('.', from);
    return to - from >= 2
        && to - from <= MAX_COUNTRY_LABEL_CHARS
        && (nextPoint < 0 || nextPoint >= to);
  }

  private static int nextLabel(String host, int start) {
    int point = host.indexOf('.', start);
    return point < 0 ? -1 : point + 1;
  }
}
