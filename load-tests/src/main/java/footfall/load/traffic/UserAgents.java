package footfall.load.traffic;

import java.util.List;
import java.util.SplittableRandom;

/** The mix of browsers that visitors use: desktop, mobile, tablet and a few crawlers. */
final class UserAgents {
  /** A browser with the screen it runs on. */
  record Browser(String userAgent, String screen, boolean crawler) {}

  private static final String WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) ";
  private static final String MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ";
  private static final String WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko) ";

  private static final Weighted<Browser> PEOPLE =
      new Weighted<>(
          List.of(
              person(30, "1920x1080", WINDOWS + WEBKIT + "Chrome/141.0.0.0 Safari/537.36"),
              person(
                  6,
                  "2560x1440",
                  WINDOWS + WEBKIT + "Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0"),
              person(5, "1920x1200", WINDOWS.strip().replace(")", "; rv:143.0)") + firefox(143)),
              person(7, "1440x900", MAC + WEBKIT + "Chrome/140.0.0.0 Safari/537.36"),
              person(6, "1728x1117", MAC + safari("605.1.15", "18.6", "Safari/605.1.15")),
              person(3, "1920x1080", "Mozilla/5.0 (X11; Linux x86_64; rv:144.0)" + firefox(144)),
              person(22, "390x844", iphone("18_6", "18.6")),
              person(4, "430x932", iphone("17_7", "17.7")),
              person(14, "412x915", android("15; Pixel 9", "141")),
              person(8, "360x800", android("14; SM-S921B", "140")),
              person(3, "820x1180", ipad()),
              person(2, "800x1280", tablet())));

  private static final Weighted<Browser> CRAWLERS =
      new Weighted<>(
          List.of(
              crawler(
                  5, "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"),
              crawler(3, "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)"),
              crawler(1, "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)")));

  static Browser person(SplittableRandom random) {
    return PEOPLE.pick(random);
  }

  static Browser crawler(SplittableRandom random) {
    return CRAWLERS.pick(random);
  }

  private static Weighted.Choice<Browser> person(int weight, String screen, String userAgent) {
    return Weighted.of(weight, new Browser(userAgent, screen, false));
  }

  private static Weighted.Choice<Browser> crawler(int weight, String userAgent) {
    return Weighted.of(weight, new Browser(userAgent, "", true));
  }

  private static String firefox(int version) {
    return " Gecko/20100101 Firefox/" + version + ".0";
  }

  private static String safari(String webkit, String version, String rest) {
    return "AppleWebKit/" + webkit + " (KHTML, like Gecko) Version/" + version + " " + rest;
  }

  private static String iphone(String os, String version) {
    return "Mozilla/5.0 (iPhone; CPU iPhone OS "
        + os
        + " like Mac OS X) "
        + safari("605.1.15", version, "Mobile/15E148 Safari/604.1");
  }

  private static String ipad() {
    return "Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) "
        + safari("605.1.15", "17.7", "Mobile/15E148 Safari/604.1");
  }

  private static String android(String device, String chrome) {
    return "Mozilla/5.0 (Linux; Android "
        + device
        + ") "
        + WEBKIT
        + "Chrome/"
        + chrome
        + ".0.0.0 Mobile Safari/537.36";
  }

  private static String tablet() {
    return "Mozilla/5.0 (Linux; Android 14; SM-X710) " + WEBKIT + "Chrome/141.0.0.0 Safari/537.36";
  }

  private UserAgents() {}
}
