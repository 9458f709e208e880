package footfall.ingest.enrich;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import footfall.protocol.hit.Enrichment.Traffic;
import java.util.Optional;

/**
 * Which page a URL names and what brought its visitor there, after the default channels of Google
 * Analytics; thread-safe.
 *
 * <p>What the link says of itself goes before where it stood: a click id of an advertising network,
 * then {@code utm_medium}, then {@code utm_source}, then the referrer. A tagged link is never
 * direct. A referrer on the page's own host (with or without {@code www.}) says nothing.
 */
final class TrafficSources {

  /** A page's URL, read once. */
  record Page(String host, String path, Campaign campaign) {
    static final Page NONE = new Page("", "", Campaign.NONE);
  }

  /** Where the link to the page stood, read once. */
  private record Referrer(String host, Channel channel, Traffic traffic) {
    static final Referrer NONE = new Referrer("", Channel.DIRECT, Traffic.DIRECT);
  }

  private static final int MAX_KEYWORD_CHARS = 200;
  private static final int SHARED_TEXTS = 100_000;

  private final KnownSites sites = KnownSites.bundled();
  private final Cache<String, Page> pages;
  private final Cache<String, Referrer> referrers;
  private final Cache<String, String> shared =
      Caffeine.newBuilder().maximumSize(SHARED_TEXTS).build();

  TrafficSources(long rememberedUrlChars) {
    this.pages = urlCache(rememberedUrlChars);
    this.referrers = urlCache(rememberedUrlChars);
  }

  private static <V> Cache<String, V> urlCache(long chars) {
    int costOfAnEntry = 100;
    return Caffeine.newBuilder()
        .maximumWeight(chars)
        .weigher((String url, V read) -> url.length() + costOfAnEntry)
        .build();
  }

  /** The page that a URL names; {@link Page#NONE} for the empty text. */
  Page page(String url) {
    return url.isEmpty() ? Page.NONE : pages.get(url, this::readPage);
  }

  /**
   * What brought the visitor to {@code page}.
   *
   * @param referrerUrl empty where there was none
   */
  Traffic traffic(Page page, String referrerUrl) {
    Referrer referrer =
        referrerUrl.isEmpty() ? Referrer.NONE : referrers.get(referrerUrl, this::readReferrer);
    Referrer external =
        !referrer.host().isEmpty() && referrer.host().equals(page.host())
            ? Referrer.NONE
            : referrer;
    return page.campaign().isNone() ? external.traffic() : tagged(page.campaign(), external);
  }

  private Traffic tagged(Campaign campaign, Referrer referrer) {
    Channel claimed = campaign.channel(sites);
    Channel untagged = referrer.channel() == Channel.DIRECT ? Channel.REFERRAL : referrer.channel();
    Channel channel = claimed == null ? untagged : claimed;
    return new Traffic(
        channel.wire(),
        campaign.medium().isEmpty() ? channel.medium() : campaign.medium(),
        campaign.name(),
        campaign.keyword().isEmpty() ? referrer.traffic().keyword() : campaign.keyword());
  }

  private Page readPage(String url) {
    PageUrl read = PageUrl.parse(url);
    return new Page(
        share(read.host()), share(read.path()), Campaign.read(read.query(), this::share));
  }

  private Referrer readReferrer(String url) {
    PageUrl read = PageUrl.parse(url);
    if (read.host().isEmpty()) {
      return Referrer.NONE;
    }
    Optional<KnownSites.Site> site = sites.ofHost(read.host());
    Channel channel = site.map(KnownSites.Site::channel).orElse(Channel.REFERRAL);
    String keyword = site.map(known -> searchedFor(known, read.query())).orElse("");
    return new Referrer(
        share(read.host()),
        channel,
        new Traffic(channel.wire(), channel.medium(), "", share(keyword)));
  }

  private static String searchedFor(KnownSites.Site site, String query) {
    String[] found = {""};
    if (!site.searchParameter().isEmpty()) {
      QueryParameters.forEach(
          query,
          (name, value) -> {
            if (found[0].isEmpty() && name.equals(site.searchParameter())) {
              found[0] = Texts.cut(QueryParameters.decode(value).strip(), MAX_KEYWORD_CHARS);
            }
          });
    }
    return found[0];
  }

  private String share(String text) {
    return text.isEmpty() ? "" : shared.get(text, same -> same);
  }
}
