package footfall.ingest.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.protocol.hit.Custom;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.EventType;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.Transaction;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EnricherTest {

  private static final String FIREFOX =
      "Mozilla/5.0 (Windows NT 6.1; WOW64; rv:27.0) Gecko/20100101 Firefox/27.0";
  private static final Enricher ENRICHER = Enricher.open(Bundled.settings());

  @Test
  void aHitIsEnrichedWithPathPlaceDeviceAndSource() {
    Enrichment enrichment =
        enrich("https://shop.example/a?x=1", "https://www.google.nl/", FIREFOX, "193.0.6.139");

    assertThat(enrichment.pagePath()).isEqualTo("/a");
    assertThat(enrichment.geography().country()).isEqualTo("NL");
    assertThat(enrichment.device())
        .isEqualTo(new Enrichment.Device("desktop", "", "", "Windows", "7", "Firefox", "27.0"));
    assertThat(enrichment.traffic())
        .isEqualTo(new Enrichment.Traffic("organic", "organic", "", ""));
    assertThat(enrichment.isBot()).isFalse();
  }

  @Test
  void aHitThatSaysNothingIsEnrichedWithNothing() {
    assertThat(enrich("", "", "", "")).isEqualTo(Enrichment.NONE);
  }

  @Test
  void whoHasAnAddressButNoUserAgentIsARobot() {
    assertThat(enrich("", "", "", "193.0.6.139").isBot()).isTrue();
    assertThat(enrich("", "", FIREFOX, "193.0.6.139").isBot()).isFalse();
    assertThat(enrich("", "", FIREFOX, "").isBot()).isFalse();
  }

  @Test
  void theSameHitReadAgainSharesWhatItWasEnrichedWith() {
    Enrichment first = enrich("/a", "https://blog.example/", FIREFOX, "193.0.6.139");
    Enrichment again = enrich("/a", "https://blog.example/", FIREFOX, "193.0.6.139");

    assertThat(again.pagePath()).isSameAs(first.pagePath());
    assertThat(again.geography()).isSameAs(first.geography());
    assertThat(again.device()).isSameAs(first.device());
    assertThat(again.traffic()).isSameAs(first.traffic());
  }

  @Test
  void anotherEnricherFindsTheSame() throws Exception {
    try (Enricher other = Enricher.open(Bundled.settings())) {
      Hit hit = hit("/a?gclid=1", "https://t.co/", FIREFOX, "8.8.8.8");

      assertThat(other.enrich(hit)).isEqualTo(ENRICHER.enrich(hit));
    }
  }

  @Property(tries = 2_000)
  void noHitMakesItThrow(
      @ForAll String url,
      @ForAll String referrer,
      @ForAll String userAgent,
      @ForAll String address) {
    assertThat(enrich(url, referrer, userAgent, address)).isNotNull();
  }

  private static Enrichment enrich(String url, String referrer, String userAgent, String address) {
    return ENRICHER.enrich(hit(url, referrer, userAgent, address));
  }

  private static Hit hit(String url, String referrer, String userAgent, String address) {
    return new Hit(
        1,
        "shop",
        EventType.PAGEVIEW,
        new UUID(0, 1),
        1_700_000_000_000L,
        0,
        new Hit.Identity("", "v1", "", ""),
        Hit.Action.NONE,
        new Hit.Page(url, "", referrer, 0),
        new Hit.Client(userAgent, address, "", "", ""),
        Transaction.NONE,
        Custom.NONE);
  }
}
