package footfall.ingest.enrich;

import java.util.List;

/**
 * The thing in a visitor's hands.
 *
 * @param type desktop, mobile, tablet, tv or other
 * @param brand empty where the user agent does not tell
 * @param model empty where the user agent does not tell; today's Chrome on Android says {@code K}
 */
record Hardware(String type, String brand, String model) {

  private static final List<String> TV =
      List.of(
          "SmartTV",
          "SMART-TV",
          "Smart-TV",
          "Smart TV",
          "HbbTV",
          "AppleTV",
          "Apple TV",
          "GoogleTV",
          "Google TV",
          "Android TV",
          "AndroidTV",
          "BRAVIA",
          "Roku",
          "CrKey",
          "Web0S",
          "NetCast",
          "VIERA",
          "Viera",
          "; AFT",
          "PlayStation 4",
          "PlayStation 5",
          "PLAYSTATION 3",
          "Xbox",
          "Opera TV",
          "_TV_",
          " TV ",
          "TV BOX",
          "NETTV",
          "GTV1",
          "Nintendo Wii",
          "Nintendo Switch",
          "(TV;",
          "TV Store",
          "DTV",
          "MiTV",
          "MIBOX");
  private static final List<String> TABLET =
      List.of(
          "iPad",
          "Tablet",
          "tablet",
          "PlayBook",
          "Kindle",
          "; KF",
          "Nexus 7",
          "Nexus 9",
          "Nexus 10",
          "SM-T",
          "SM-X",
          "GT-P",
          "Pixel C",
          "MediaPad",
          "Lenovo TB",
          "PocketBook");
  private static final List<String> MOBILE =
      List.of(
          "Mobile",
          "iPhone",
          "iPod",
          "Windows Phone",
          "IEMobile",
          "Opera Mini",
          "Opera Mobi",
          "BlackBerry",
          "BB10",
          "Symbian",
          "Series40",
          "Series60",
          "KAIOS",
          "MIDP",
          "Nokia",
          "UCWEB",
          "webOS/",
          "hpwOS",
          "Nintendo 3DS",
          "PlayStation Vita",
          "PlayStation Portable",
          "Nintendo DSi",
          "Dalvik/",
          "Instagram ",
          "Windows CE",
          "PalmOS",
          "DoCoMo",
          "Fennec");
  private static final List<String> DESKTOP =
      List.of(
          "Windows",
          "Win98",
          "Win95",
          "Macintosh",
          "Mac OS X",
          "Mac_PowerPC",
          "X11",
          "CrOS",
          "Linux",
          "Darwin/",
          "OS/2",
          "BeOS",
          "WinNT",
          "FreeBSD",
          "OpenBSD",
          "NetBSD",
          "SunOS",
          "Lynx/",
          "w3m/");

  /** Reads the hardware that a user agent tells of. */
  static Hardware read(String userAgent) {
    String type = type(userAgent);
    if (userAgent.contains("Windows Phone")) {
      return new Hardware(type, "", ""); // says "like iPhone" and "Android" as well
    }
    if (isAppleApp(userAgent)) {
      return new Hardware(type, "Apple", "");
    }
    if (userAgent.contains("iPhone") || userAgent.contains("iPod")) {
      return new Hardware(type, "Apple", userAgent.contains("iPod") ? "iPod" : "iPhone");
    }
    if (userAgent.contains("iPad")) {
      return new Hardware(type, "Apple", "iPad");
    }
    if (userAgent.contains("Macintosh")) {
      return new Hardware(type, "Apple", "Macintosh");
    }
    String model = AndroidModels.model(userAgent);
    return new Hardware(type, AndroidModels.brand(model), model);
  }

  private static String type(String userAgent) {
    if (names(TV, userAgent) || (userAgent.contains("Tizen") && userAgent.contains("TV"))) {
      return "tv";
    }
    if (names(TABLET, userAgent) && !userAgent.contains("Tablet PC")) {
      return "tablet";
    }
    if (names(MOBILE, userAgent)) {
      return "mobile";
    }
    if (isAppleApp(userAgent)) {
      return "mobile";
    }
    if (userAgent.contains("Android")) {
      return "tablet"; // Android's own rule: a phone says Mobile
    }
    return names(DESKTOP, userAgent) ? "desktop" : "other";
  }

  /** An app on an iPhone that fetches for itself; on a Mac it tells the processor. */
  static boolean isAppleApp(String userAgent) {
    return userAgent.contains("CFNetwork/") && !userAgent.contains("x86_64");
  }

  private static boolean names(List<String> marks, String userAgent) {
    for (String mark : marks) {
      if (userAgent.contains(mark)) {
        return true;
      }
    }
    return false;
  }
}
