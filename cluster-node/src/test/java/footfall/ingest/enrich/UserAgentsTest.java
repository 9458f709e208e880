package footfall.ingest.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.protocol.hit.Enrichment.Device;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserAgentsTest {

  private static final UserAgents USER_AGENTS = new UserAgents(1_000);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock =
"""
Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36                                                       | desktop |         |           | Windows    | 10      | Chrome            | 141.0.0.0
Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0                                         | desktop |         |           | Windows    | 10      | Edge              | 141.0.0.0
Mozilla/5.0 (Windows NT 6.1; WOW64; rv:27.0) Gecko/20100101 Firefox/27.0                                                                                              | desktop |         |           | Windows    | 7       | Firefox           | 27.0
Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko                                                                                                  | desktop |         |           | Windows    | 7       | Internet Explorer | 11.0
Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1; SV1)                                                                                                               | desktop |         |           | Windows    | XP      | Internet Explorer | 6.0
Opera/9.80 (Windows NT 6.1; WOW64) Presto/2.12.388 Version/12.16                                                                                                      | desktop |         |           | Windows    | 7       | Opera             | 12.16
Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 OPR/106.0.0.0                                         | desktop |         |           | Windows    | 10      | Opera             | 106.0.0.0
Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15                                                 | desktop | Apple   | Macintosh | macOS      | 10.15.7 | Safari            | 18.6
Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:27.0) Gecko/20100101 Firefox/27.0                                                                                          | desktop |         |           | Ubuntu     |         | Firefox           | 27.0
Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Ubuntu Chromium/32.0.1700.102 Chrome/32.0.1700.102 Safari/537.36                               | desktop |         |           | Ubuntu     |         | Chromium          | 32.0.1700.102
Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36                                                        | desktop |         |           | Chrome OS  |         | Chrome            | 141.0.0.0
Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1                               | mobile  | Apple   | iPhone    | iOS        | 18.6    | Safari            | 18.6
Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/141.0.7390.41 Mobile/15E148 Safari/604.1                        | mobile  | Apple   | iPhone    | iOS        | 18.6    | Chrome            | 141.0.7390.41
Mozilla/5.0 (iPhone; CPU iPhone OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/480.0.0.32.105;FBDV/iPhone12,1]        | mobile  | Apple   | iPhone    | iOS        | 17.7    | Facebook          | 480.0.0.32.105
Mozilla/5.0 (iPhone; CPU iPhone OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148                                                         | mobile  | Apple   | iPhone    | iOS        | 17.7    | iOS WebView       | 605.1.15
Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.7 Mobile/15E148 Safari/604.1                                        | tablet  | Apple   | iPad      | iPadOS     | 17.7    | Safari            | 17.7
Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36                                                       | mobile  |         |           | Android    | 10      | Chrome            | 141.0.0.0
Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36                                                 | mobile  | Google  | Pixel 9   | Android    | 15      | Chrome            | 141.0.0.0
Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36                            | mobile  | Samsung | SM-S921B  | Android    | 14      | Samsung Internet  | 27.0
Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36                                                        | tablet  | Samsung | SM-X710   | Android    | 14      | Chrome            | 141.0.0.0
Mozilla/5.0 (Linux; U; Android 4.0.3; en-us; GT-I9100 Build/IML74K) AppleWebKit/534.30 (KHTML, like Gecko) Version/4.0 Mobile Safari/534.30                           | mobile  | Samsung | GT-I9100  | Android    | 4.0.3   | Android Browser   | 4.0
Mozilla/5.0 (Linux; Android 13; Redmi Note 12 Build/TKQ1.221114.001; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0.6099.43 Mobile Safari/537.36 | mobile  | Xiaomi  | Redmi Note 12 | Android | 13     | Android WebView   | 120.0.6099.43
Mozilla/5.0 (Android 14; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0                                                                                                  | mobile  |         |           | Android    | 14      | Firefox           | 143.0
Mozilla/5.0 (Android 14; Tablet; rv:143.0) Gecko/143.0 Firefox/143.0                                                                                                  | tablet  |         |           | Android    | 14      | Firefox           | 143.0
Mozilla/5.0 (Linux; Android 12; CUBOT NOTE 30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/121.0.0.0 Mobile Safari/537.36                                           | mobile  | Cubot   | CUBOT NOTE 30 | Android | 12     | Chrome            | 121.0.0.0
Mozilla/5.0 (Mobile; Windows Phone 8.1; Android 4.0; ARM; Trident/7.0; Touch; rv:11.0; IEMobile/11.0; NOKIA; Lumia 520) like iPhone OS 7_0_3 like Gecko              | mobile  |         |           | Windows Phone | 8.1  | IE Mobile         | 11.0
Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.0) AppleWebKit/537.36 (KHTML, like Gecko) 76.0.3809.146/6.0 TV Safari/537.36                                                    | tv      |         |           | Tizen      | 6.0     |                   |
Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/79.0.3945.79 Safari/537.36                                                           | tv      |         |           | webOS      |         | Chrome            | 79.0.3945.79
Mozilla/5.0 (PlayStation 5 3.11) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/14.0 Safari/605.1.15                                                                | tv      |         |           | PlayStation |        | Safari            | 14.0
""")
  void aBrowserTellsDeviceSystemAndItself(
      String userAgent,
      String type,
      String brand,
      String model,
      String os,
      String osVersion,
      String browser,
      String browserVersion) {
    UserAgents.Agent agent = USER_AGENTS.of(userAgent);

    assertThat(agent.device())
        .isEqualTo(
            new Device(
                type,
                known(brand),
                known(model),
                known(os),
                known(osVersion),
                known(browser),
                known(browserVersion)));
    assertThat(agent.isBot()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 6_0 like Mac OS X) AppleWebKit/536.26 (KHTML, like"
            + " Gecko) Version/6.0 Mobile/10A5376e Safari/8536.25 (compatible; Googlebot/2.1)",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " HeadlessChrome/120.0.0.0 Safari/537.36",
        "Mozilla/5.0 (compatible; Ezooms/1.0; help@moz.com)",
        "UniversalFeedParser/4.2-pre-314-svn +http://feedparser.org/",
        "Mozilla/5.0",
        "curl/8.5.0",
        "python-requests/2.31.0",
        "Wget/1.21",
        "Go-http-client/1.1",
        "Java/17.0.2",
        "-"
      })
  void aRobotIsOfTypeBot(String userAgent) {
    UserAgents.Agent agent = USER_AGENTS.of(userAgent);

    assertThat(agent.isBot()).isTrue();
    assertThat(agent.device().type()).isEqualTo("bot");
  }

  @Test
  void noUserAgentTellsNothingAndIsNoRobot() {
    assertThat(USER_AGENTS.of("").device()).isEqualTo(Device.UNKNOWN);
    assertThat(USER_AGENTS.of("").isBot()).isFalse();
  }

  @Test
  void anAppThatNamesItselfIsNoRobotAndItsDeviceIsOther() {
    UserAgents.Agent agent = USER_AGENTS.of("ShopApp/3.2.1");

    assertThat(agent.isBot()).isFalse();
    assertThat(agent.device()).isEqualTo(Device.UNKNOWN);
  }

  @Test
  void beyondItsLongestUsefulLengthAUserAgentIsNotLookedAt() {
    String padding = " ".repeat(UserAgents.MAX_CHARS - "Firefox/27.0".length());

    assertThat(USER_AGENTS.of(padding + "Firefox/27.0").device().browser()).isEqualTo("Firefox");
    assertThat(USER_AGENTS.of(padding + "     Firefox/27.0").device().browser()).isEmpty();
  }

  @Test
  void equalAnswersAreTheSameInstance() {
    String chrome = " AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";

    assertThat(USER_AGENTS.of("Mozilla/5.0 (Windows NT 10.0; Win64; x64)" + chrome))
        .isSameAs(USER_AGENTS.of("Mozilla/5.0 (Windows NT 10.0; WOW64)" + chrome));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "Mozilla/5.0 (",
        "[2&",
        "((a;",
        ")",
        "; ",
        "a/1 ",
        "Android ;",
        "CurrentRSS ",
        "Spider"
      })
  void hostileUserAgentsAreReadAsFastAsOthers(String piece) {
    UserAgents userAgents = new UserAgents(1);
    long start = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      userAgents.of(i + piece.repeat(10_000));
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Property
  void noTextMakesItThrow(@ForAll String userAgent) {
    assertThat(USER_AGENTS.of(userAgent).device().type())
        .isIn("desktop", "mobile", "tablet", "tv", "bot", "other");
    assertThat(USER_AGENTS.of("Mozilla/5.0 (Linux; Android " + userAgent)).isNotNull();
  }

  private static String known(String cell) {
    return cell == null ? "" : cell;
  }
}
