package footfall.ingest.enrich;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What a link says of itself: its UTM parameters and the click id of an advertising network. Of a
 * parameter that comes twice the first that is not empty counts.
 *
 * @param source {@code utm_source}, lower case
 * @param medium {@code utm_medium}, lower case
 * @param name {@code utm_campaign}
 * @param keyword {@code utm_term}
 * @param clickChannel what the click id says; null where there is none
 */
record Campaign(String source, String medium, String name, String keyword, Channel clickChannel) {

  static final Campaign NONE = new Campaign("", "", "", "", null);

  private static final int MAX_CHARS = 200;

  /** Set by ad networks on paid clicks; {@code fbclid} and the like are on every shared link. */
  private static final Map<String, Channel> CLICK_IDS =
      byName(
          Map.of(
              Channel.PAID,
              "gclid gbraid wbraid dclid gad_source msclkid ttclid twclid li_fat_id yclid sccid"
                  + " rdt_cid qclid obclid tblci",
              Channel.SOCIAL,
              "fbclid igshid igsh epik",
              Channel.ORGANIC,
              "srsltid",
              Channel.EMAIL,
              "mc_eid _hsenc _kx"));

  private static final Map<String, Channel> MEDIUMS =
      byName(
          Map.of(
              Channel.PAID,
              "cpc cpm cpv cpa cpp ppc sem retargeting remarketing display banner expandable"
                  + " interstitial ad ads",
              Channel.SOCIAL,
              "social social-network social-media social_network social_media sm story",
              Channel.EMAIL,
              "email e-mail e_mail mail newsletter",
              Channel.ORGANIC,
              "organic",
              Channel.REFERRAL,
              "referral app link affiliate affiliates feed rss"));

  /**
   * @param query of the page's URL
   * @param shared gives one instance for equal texts
   */
  static Campaign read(String query, Function<String, String> shared) {
    if (query.isEmpty()) {
      return NONE;
    }
    Reader reader = new Reader(shared);
    QueryParameters.forEach(query, reader::read);
    return reader.campaign();
  }

  /** Whether the link says nothing of itself. */
  boolean isNone() {
    return clickChannel == null
        && source.isEmpty()
        && medium.isEmpty()
        && name.isEmpty()
        && keyword.isEmpty();
  }

  /**
   * The channel that the link claims, in the order of Google Analytics' default channels: a click
   * id, then the medium, then the source; null where it claims none that is known.
   */
  Channel channel(KnownSites sites) {
    if (clickChannel == Channel.PAID) {
      return Channel.PAID;
    }
    Channel byMedium = channelOfMedium();
    if (byMedium != null) {
      return byMedium;
    }
    if (!source.isEmpty()) {
      return sites.ofSourceName(source).map(KnownSites.Site::channel).orElse(clickChannel);
    }
    return clickChannel;
  }

  private Channel channelOfMedium() {
    return medium.startsWith("paid") || medium.endsWith("cpc") ? Channel.PAID : MEDIUMS.get(medium);
  }

  private static Map<String, Channel> byName(Map<Channel, String> namesOfChannel) {
    Map<String, Channel> channels = new HashMap<>();
    namesOfChannel.forEach(
        (channel, names) -> {
          for (String name : names.split(" ", -1)) {
            channels.put(name, channel);
          }
        });
    return Map.copyOf(channels);
  }

  /** Gathers the parameters of one query. */
  private static final class Reader {
    private final Function<String, String> shared;
    private String source = "";
    private String medium = "";
    private String name = "";
    private String keyword = "";
    private Channel clickChannel;

    Reader(Function<String, String> shared) {
      this.shared = shared;
    }

    void read(String parameter, String value) {
      switch (parameter) {
        case "utm_source" -> source = first(source, value).toLowerCase(Locale.ROOT);
        case "utm_medium" -> medium = first(medium, value).toLowerCase(Locale.ROOT);
        case "utm_campaign" -> name = first(name, value);
        case "utm_term" -> keyword = first(keyword, value);
        default -> readClickId(parameter, value);
      }
    }

    private void readClickId(String parameter, String value) {
      Channel channel = value.isEmpty() ? null : CLICK_IDS.get(parameter);
      if (channel != null && clickChannel != Channel.PAID) {
        clickChannel = channel;
      }
    }

    private static String first(String before, String value) {
      return before.isEmpty()
          ? Texts.cut(QueryParameters.decode(Texts.cut(value, 3 * MAX_CHARS)).strip(), MAX_CHARS)
          : before;
    }

    Campaign campaign() {
      return new Campaign(
          shared.apply(source),
          shared.apply(medium),
          shared.apply(name),
          shared.apply(keyword),
          clickChannel);
    }
  }
}
