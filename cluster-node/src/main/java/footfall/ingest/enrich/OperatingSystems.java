package footfall.ingest.enrich;

import java.util.List;
import java.util.Map;

/**
 * Reads which operating system a user agent names. Windows 11 calls itself Windows 10, macOS stays
 * at 10.15 and Chrome on Android at 10: browsers freeze them, nobody can tell from here.
 */
final class OperatingSystems {

  /**
   * @param version stands right before the version; empty where none is told
   */
  private record Mark(String marker, String name, String version) {}

  private static final List<Mark> MARKS =
      List.of(
          new Mark("Windows Phone", "Windows Phone", "Windows Phone "),
          new Mark("Xbox", "Xbox", ""),
          new Mark("CrKey/", "Chromecast", "CrKey/"),
          new Mark("Tizen", "Tizen", "Tizen "),
          new Mark("Web0S", "webOS", "Web0S/"),
          new Mark("webOS", "webOS", "webOS/"),
          new Mark("KAIOS/", "KaiOS", "KAIOS/"),
          new Mark("HarmonyOS", "HarmonyOS", "HarmonyOS "),
          new Mark("OpenHarmony", "HarmonyOS", "OpenHarmony "),
          new Mark("Roku", "Roku OS", "Roku/DVP-"),
          new Mark("PlayStation", "PlayStation", ""),
          new Mark("PLAYSTATION", "PlayStation", ""),
          new Mark("Nintendo", "Nintendo", ""),
          new Mark("Apple TV", "tvOS", "tvOS/"),
          new Mark("AppleTV", "tvOS", "tvOS/"),
          new Mark("iPad", "iPadOS", "CPU OS "),
          new Mark("iPhone", "iOS", "iPhone OS "),
          new Mark("iPod", "iOS", "iPhone OS "),
          new Mark("Android", "Android", "Android "),
          new Mark("CrOS", "Chrome OS", ""),
          new Mark("Mac OS X", "macOS", "Mac OS X "),
          new Mark("Macintosh", "macOS", ""),
          new Mark("Mac_PowerPC", "Mac OS", ""),
          new Mark("Darwin/", "macOS", ""),
          new Mark("BB10", "BlackBerry OS", "Version/"),
          new Mark("BlackBerry", "BlackBerry OS", "Version/"),
          new Mark("PlayBook", "BlackBerry OS", "RIM Tablet OS "),
          new Mark("SymbianOS", "Symbian", "SymbianOS/"),
          new Mark("Symbian", "Symbian", ""),
          new Mark("Series40", "Series 40", ""),
          new Mark("Ubuntu", "Ubuntu", "Ubuntu/"),
          new Mark("Fedora", "Fedora", "Fedora/"),
          new Mark("Debian", "Debian", ""),
          new Mark("Linux Mint", "Linux Mint", "Linux Mint/"),
          new Mark("Gentoo", "Gentoo", ""),
          new Mark("Linux", "Linux", ""),
          new Mark("WinNT", "Windows", ""),
          new Mark("FreeBSD", "FreeBSD", ""),
          new Mark("OpenBSD", "OpenBSD", ""),
          new Mark("NetBSD", "NetBSD", ""),
          new Mark("SunOS", "Solaris", ""),
          new Mark("Haiku", "Haiku", ""),
          new Mark("X11", "Unix", ""));

  /** Windows by the version of its kernel. */
  private static final Map<String, String> WINDOWS =
      Map.ofEntries(
          Map.entry("10.0", "10"),
          Map.entry("6.4", "10"),
          Map.entry("6.3", "8.1"),
          Map.entry("6.2", "8"),
          Map.entry("6.1", "7"),
          Map.entry("6.0", "Vista"),
          Map.entry("5.2", "XP"),
          Map.entry("5.1", "XP"),
          Map.entry("5.01", "2000"),
          Map.entry("5.0", "2000"),
          Map.entry("4.0", "NT 4.0"));

  private OperatingSystems() {}

  static Named read(String userAgent) {
    if (userAgent.contains("Windows") && !isPhoneOrConsole(userAgent)) {
      return readWindows(userAgent);
    }
    if (Hardware.isAppleApp(userAgent)) {
      return new Named("iOS", "");
    }
    for (Mark mark : MARKS) {
      if (userAgent.contains(mark.marker())) {
        return named(userAgent, mark);
      }
    }
    return Named.UNKNOWN;
  }

  private static boolean isPhoneOrConsole(String userAgent) {
    return userAgent.contains("Windows Phone") || userAgent.contains("Xbox");
  }

  private static Named named(String userAgent, Mark mark) {
    String version = mark.version().isEmpty() ? "" : Versions.behind(userAgent, mark.version());
    return new Named(mark.name(), version);
  }

  private static Named readWindows(String userAgent) {
    if (userAgent.contains("Windows NT")) {
      String kernel = Versions.behind(userAgent, "Windows NT ");
      return new Named("Windows", WINDOWS.getOrDefault(kernel, kernel));
    }
    if (userAgent.contains("Windows 98") || userAgent.contains("Win98")) {
      return new Named("Windows", "98");
    }
    if (userAgent.contains("Windows 95") || userAgent.contains("Win95")) {
      return new Named("Windows", "95");
    }
    return new Named("Windows", "");
  }
}
