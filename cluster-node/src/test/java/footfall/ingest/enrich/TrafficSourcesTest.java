package footfall.ingest.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.protocol.hit.Enrichment.Traffic;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficSourcesTest {

  private static final TrafficSources SOURCES = new TrafficSources(1_000_000);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # no referrer, our own referrer
                                                         | direct   |          |
          https://shop.example/b                         | direct   |          |
          https://www.shop.example/b                     | direct   |          |
          /b                                             | direct   |          |
          # search engines
          https://www.google.com/                        | organic  | organic  |
          https://www.google.co.uk/search?q=red+shoes    | organic  | organic  | red shoes
          https://www.google.de/url?sa=t&q=&url=x        | organic  | organic  |
          https://www.bing.com/search?q=r%C3%B6de%20sko  | organic  | organic  | röde sko
          https://r.search.yahoo.com/?p=shoes            | organic  | organic  | shoes
          https://yandex.ru/search/?text=shoes           | organic  | organic  | shoes
          https://duckduckgo.com/                        | organic  | organic  |
          https://www.baidu.com/s?wd=%E9%9E%8B           | organic  | organic  | 鞋
          android-app://com.google.android.googlequicksearchbox/ | organic | organic |
          # social networks
          https://l.facebook.com/l.php?u=x               | social   | social   |
          https://m.facebook.com/                        | social   | social   |
          https://t.co/abc                               | social   | social   |
          https://x.com/a                                | social   | social   |
          https://www.linkedin.com/                      | social   | social   |
          https://out.reddit.com/                        | social   | social   |
          https://www.pinterest.fr/pin/1                 | social   | social   |
          https://news.ycombinator.com/item?id=1         | social   | social   |
          # mail
          https://mail.google.com/mail/u/0               | email    | email    |
          https://outlook.live.com/                      | email    | email    |
          android-app://com.google.android.gm/           | email    | email    |
          # all others
          https://docs.google.com/document/d/1           | referral | referral |
          https://blog.example/                          | referral | referral |
          http://127.0.0.1/                              | referral | referral |
          https://google.com.evil.example/               | referral | referral |
          https://notgoogle.com/                         | referral | referral |
          https://google.evilsite/                       | referral | referral |
          https://facebook.com.evil.example/             | referral | referral |
          https://myx.com/                               | referral | referral |
          """)
  void aReferrerTellsTheSource(String referrer, String source, String medium, String keyword) {
    assertThat(traffic("https://shop.example/a", known(referrer)))
        .isEqualTo(new Traffic(source, known(medium), "", known(keyword)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          utm_source=google&utm_medium=cpc&utm_campaign=Spring%20Sale&utm_term=red+shoes |                    | paid     | cpc         | Spring Sale | red shoes
          gclid=abc                                  |                         | paid     | cpc         |     |
          gclid=abc                                  | https://www.google.com/ | paid     | cpc         |     |
          gclid=                                     | https://www.google.com/ | organic  | organic     |     |
          gbraid=abc                                 |                         | paid     | cpc         |     |
          wbraid=abc                                 |                         | paid     | cpc         |     |
          msclkid=abc                                |                         | paid     | cpc         |     |
          ttclid=abc                                 |                         | paid     | cpc         |     |
          twclid=abc                                 |                         | paid     | cpc         |     |
          li_fat_id=abc                              |                         | paid     | cpc         |     |
          yclid=abc                                  |                         | paid     | cpc         |     |
          dclid=abc                                  |                         | paid     | cpc         |     |
          fbclid=abc                                 |                         | social   | social      |     |
          fbclid=abc                                 | https://blog.example/   | social   | social      |     |
          fbclid=abc&gclid=abc                       |                         | paid     | cpc         |     |
          gclid=abc&fbclid=abc                       |                         | paid     | cpc         |     |
          utm_source=facebook&utm_medium=paid_social |                         | paid     | paid_social |     |
          utm_source=facebook&utm_medium=social      |                         | social   | social      |     |
          utm_source=Facebook                        |                         | social   | social      |     |
          utm_source=fb&utm_campaign=x               |                         | social   | social      | x   |
          utm_source=newsletter                      |                         | email    | email       |     |
          utm_source=november&utm_medium=Email       |                         | email    | email       |     |
          utm_source=google                          |                         | organic  | organic     |     |
          utm_source=google.com                      |                         | organic  | organic     |     |
          utm_source=partner&utm_medium=banner       |                         | paid     | banner      |     |
          utm_source=partner                         |                         | referral | referral    |     |
          utm_source=partner                         | https://www.google.com/ | organic  | organic     |     |
          utm_source=feedburner&utm_medium=feed&utm_campaign=Feed%3A+a%2Fmain |  | referral | feed      | Feed: a/main |
          utm_campaign=x                             | https://shop.example/b  | referral | referral    | x   |
          utm_source=&utm_source=google              |                         | organic  | organic     |     |
          UTM_Source=google                          |                         | organic  | organic     |     |
          utm_campaign=a%21                          |                         | referral | referral    | a!  |
          utm_campaign=a%2                           |                         | referral | referral    | a%2 |
          utm_campaign=a%zzb%                        |                         | referral | referral    | a%zzb% |
          mc_eid=abc                                 |                         | email    | email       |     |
          utm_medium=qr                              |                         | referral | qr          |     |
          x=1&y=2                                    |                         | direct   |             |     |
          utm_source                                 |                         | direct   |             |     |
          """)
  void aTaggedLinkGoesBeforeItsReferrer(
      String query,
      String referrer,
      String source,
      String medium,
      String campaign,
      String keyword) {
    assertThat(traffic("https://shop.example/a?" + query, known(referrer)))
        .isEqualTo(new Traffic(source, known(medium), known(campaign), known(keyword)));
  }

  @Test
  void whereThePageHasNoHostEveryReferrerIsAnotherSite() {
    assertThat(traffic("/a", "https://shop.example/").source()).isEqualTo("referral");
  }

  @Test
  void aCampaignOfAnyLengthIsCut() {
    assertThat(traffic("/a?utm_campaign=" + "x".repeat(4_000), "").campaign()).hasSize(200);
  }

  @Test
  void equalAnswersAreTheSameInstance() {
    assertThat(SOURCES.page("https://shop.example/a?x=1").path())
        .isSameAs(SOURCES.page("https://shop.example/a?x=2").path());
    assertThat(traffic("/a?utm_campaign=spring", "").campaign())
        .isSameAs(traffic("/b?utm_campaign=spring", "").campaign());
    assertThat(traffic("/a", "https://blog.example/"))
        .isSameAs(traffic("/b", "https://blog.example/"));
  }

  @Property(tries = 5_000)
  void noTextMakesItThrow(@ForAll String text) {
    for (String url : new String[] {text, "https://a.example/?" + text, "https://" + text}) {
      assertThat(traffic(url, url).source())
          .isIn("direct", "organic", "referral", "social", "email", "paid");
      assertThat(traffic("/?utm_source=" + text + "&utm_medium=%" + text, url)).isNotNull();
    }
  }

  private static Traffic traffic(String url, String referrer) {
    return SOURCES.traffic(SOURCES.page(url), referrer);
  }

  private static String known(String cell) {
    return cell == null ? "" : cell;
  }
}
