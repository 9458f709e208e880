package footfall.ingest.enrich;

import java.util.List;

/**
 * Reads which browser, or which app's own browser, a user agent names. Every browser names those
 * that it wants to be taken for as well, so the order decides: the most particular comes first.
 */
final class Browsers {

  /**
   * @param marker stands in the user agent of this browser and of none further down
   * @param version stands right before the version
   */
  private record Mark(String marker, String name, String version) {
    static Mark of(String marker, String name) {
      return new Mark(marker, name, marker);
    }
  }

  private static final List<Mark> MARKS =
      List.of(
          new Mark("FBAN/", "Facebook", "FBAV/"),
          new Mark("FB_IAB/", "Facebook", "FBAV/"),
          new Mark("FBAV/", "Facebook", "FBAV/"),
          Mark.of("Instagram ", "Instagram"),
          Mark.of("Barcelona ", "Threads"),
          new Mark("BytedanceWebview", "TikTok", "app_version/"),
          new Mark("musical_ly", "TikTok", "app_version/"),
          Mark.of("MicroMessenger/", "WeChat"),
          Mark.of("Snapchat/", "Snapchat"),
          new Mark("[Pinterest/", "Pinterest", "Pinterest for Android/"),
          new Mark("Pinterest for", "Pinterest", "Pinterest for Android/"),
          new Mark("LinkedInApp", "LinkedIn", "LinkedInApp/"),
          Mark.of("Twitter for iPhone/", "Twitter"),
          new Mark("TwitterAndroid", "Twitter", "TwitterAndroid/"),
          Mark.of("KAKAOTALK/", "KakaoTalk"),
          new Mark("KAKAOTALK ", "KakaoTalk", "KAKAOTALK "),
          Mark.of(" Line/", "Line"),
          Mark.of("NAVER(inapp", "Naver"),
          Mark.of("GSA/", "Google App"),
          Mark.of("WhatsApp/", "WhatsApp"),
          Mark.of("Edg/", "Edge"),
          Mark.of("EdgA/", "Edge"),
          Mark.of("EdgiOS/", "Edge"),
          Mark.of("Edge/", "Edge"),
          Mark.of("OPX/", "Opera GX"),
          Mark.of("OPR/", "Opera"),
          Mark.of("OPT/", "Opera"),
          Mark.of("OPiOS/", "Opera Mini"),
          Mark.of("Opera Mini/", "Opera Mini"),
          new Mark("Opera", "Opera", "Version/"),
          Mark.of("Vivaldi/", "Vivaldi"),
          Mark.of("YaBrowser/", "Yandex Browser"),
          Mark.of("SamsungBrowser/", "Samsung Internet"),
          Mark.of("UCBrowser/", "UC Browser"),
          Mark.of("UBrowser/", "UC Browser"),
          Mark.of("UCWEB/", "UC Browser"),
          new Mark("MiuiBrowser/", "MIUI Browser", "MiuiBrowser/"),
          Mark.of("HuaweiBrowser/", "Huawei Browser"),
          Mark.of("HeyTapBrowser/", "HeyTap Browser"),
          Mark.of("VivoBrowser/", "Vivo Browser"),
          Mark.of("MQQBrowser/", "QQ Browser"),
          Mark.of("QQBrowser/", "QQ Browser"),
          Mark.of("baidubrowser/", "Baidu Browser"),
          Mark.of("baiduboxapp/", "Baidu"),
          Mark.of("Whale/", "Whale"),
          Mark.of("DuckDuckGo/", "DuckDuckGo"),
          Mark.of("Ddg/", "DuckDuckGo"),
          Mark.of("Brave/", "Brave"),
          Mark.of("coc_coc_browser/", "Coc Coc"),
          Mark.of("Ecosia ", "Ecosia"),
          Mark.of("Avast/", "Avast Secure Browser"),
          Mark.of("AVG/", "AVG Secure Browser"),
          Mark.of("Iron/", "Iron"),
          new Mark("MetaSr", "Sogou Explorer", "MetaSr "),
          Mark.of("Maxthon/", "Maxthon"),
          Mark.of("Puffin/", "Puffin"),
          Mark.of("Silk/", "Silk"),
          Mark.of("PaleMoon/", "Pale Moon"),
          Mark.of("Waterfox/", "Waterfox"),
          Mark.of("SeaMonkey/", "SeaMonkey"),
          Mark.of("Iceweasel/", "Iceweasel"),
          Mark.of("IceCat/", "IceCat"),
          Mark.of("K-Meleon/", "K-Meleon"),
          Mark.of("Camino/", "Camino"),
          Mark.of("Focus/", "Firefox Focus"),
          Mark.of("Klar/", "Firefox Focus"),
          Mark.of("FxiOS/", "Firefox"),
          Mark.of("Firefox/", "Firefox"),
          Mark.of("Minefield/", "Firefox"),
          Mark.of("Konqueror/", "Konqueror"),
          Mark.of("Epiphany/", "Epiphany"),
          Mark.of("Falkon/", "Falkon"),
          Mark.of("QupZilla/", "QupZilla"),
          Mark.of("Midori/", "Midori"),
          Mark.of("OmniWeb/", "OmniWeb"),
          Mark.of("HeadlessChrome/", "Headless Chrome"),
          Mark.of("Electron/", "Electron"),
          Mark.of("CriOS/", "Chrome"),
          Mark.of("Chromium/", "Chromium"),
          new Mark("; wv)", "Android WebView", "Chrome/"),
          Mark.of("Chrome/", "Chrome"),
          Mark.of("IEMobile/", "IE Mobile"),
          Mark.of("IEMobile ", "IE Mobile"),
          Mark.of("MSIE ", "Internet Explorer"),
          new Mark("Trident/7.0", "Internet Explorer", "rv:"),
          Mark.of("NokiaBrowser/", "Nokia Browser"),
          new Mark("BlackBerry", "BlackBerry Browser", "Version/"),
          new Mark("BB10", "BlackBerry Browser", "Version/"),
          Mark.of("Lynx/", "Lynx"),
          Mark.of("Links (", "Links"),
          Mark.of("w3m/", "w3m"),
          Mark.of("Netscape/", "Netscape"));

  private Browsers() {}

  static Named read(String userAgent) {
    for (Mark mark : MARKS) {
      if (userAgent.contains(mark.marker())) {
        return new Named(mark.name(), version(userAgent, mark));
      }
    }
    return readWebKit(userAgent);
  }

  private static String version(String userAgent, Mark mark) {
    String version = Versions.behind(userAgent, mark.version());
    return version.isEmpty() && mark.name().equals("Opera")
        ? Versions.behind(userAgent, "Opera/")
        : version;
  }

  /** What calls itself only Safari: Android's old browser, Safari itself, or an app's own view. */
  private static Named readWebKit(String userAgent) {
    String version = Versions.behind(userAgent, "Version/");
    if (userAgent.contains("Android") && !version.isEmpty()) {
      return new Named("Android Browser", version);
    }
    if (userAgent.contains("Safari/") && !version.isEmpty()) {
      return new Named("Safari", version);
    }
    boolean apple = userAgent.contains("iPhone") || userAgent.contains("iPad");
    if (apple && userAgent.contains("AppleWebKit/")) {
      return new Named("iOS WebView", Versions.behind(userAgent, "AppleWebKit/"));
    }
    return userAgent.contains("Macintosh") && userAgent.contains("Safari/")
        ? new Named("Safari", "")
        : Named.UNKNOWN;
  }
}
