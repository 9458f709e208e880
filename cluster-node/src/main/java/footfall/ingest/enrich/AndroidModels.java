package footfall.ingest.enrich;

import java.util.List;
import java.util.Locale;

/**
 * Model and brand where an Android user agent tells them, as in {@code (Linux; Android 9;
 * SM-G960F)}.
 */
final class AndroidModels {

  private record Prefix(String start, String brand) {}

  /** How models of a brand begin, lower case; the first that fits counts. */
  private static final List<Prefix> PREFIXES =
      List.of(
          new Prefix("sm-", "Samsung"),
          new Prefix("samsung", "Samsung"),
          new Prefix("galaxy", "Samsung"),
          new Prefix("gt-", "Samsung"),
          new Prefix("sgh-", "Samsung"),
          new Prefix("sch-", "Samsung"),
          new Prefix("pixel", "Google"),
          new Prefix("nexus", "Google"),
          new Prefix("redmi", "Xiaomi"),
          new Prefix("poco", "Xiaomi"),
          new Prefix("xiaomi", "Xiaomi"),
          new Prefix("mi ", "Xiaomi"),
          new Prefix("mi-", "Xiaomi"),
          new Prefix("mix ", "Xiaomi"),
          new Prefix("mitv", "Xiaomi"),
          new Prefix("mibox", "Xiaomi"),
          new Prefix("m20", "Xiaomi"),
          new Prefix("220", "Xiaomi"),
          new Prefix("221", "Xiaomi"),
          new Prefix("230", "Xiaomi"),
          new Prefix("231", "Xiaomi"),
          new Prefix("240", "Xiaomi"),
          new Prefix("huawei", "Huawei"),
          new Prefix("h60-", "Huawei"),
          new Prefix("hma-", "Huawei"),
          new Prefix("lya-", "Huawei"),
          new Prefix("lio-", "Huawei"),
          new Prefix("fig-", "Huawei"),
          new Prefix("pra-", "Huawei"),
          new Prefix("sne-", "Huawei"),
          new Prefix("bla-", "Huawei"),
          new Prefix("yal-", "Honor"),
          new Prefix("col-", "Honor"),
          new Prefix("ane-", "Huawei"),
          new Prefix("ele-", "Huawei"),
          new Prefix("vog-", "Huawei"),
          new Prefix("mar-", "Huawei"),
          new Prefix("clt-", "Huawei"),
          new Prefix("eml-", "Huawei"),
          new Prefix("was-", "Huawei"),
          new Prefix("vtr-", "Huawei"),
          new Prefix("pot-", "Huawei"),
          new Prefix("jny-", "Huawei"),
          new Prefix("mediapad", "Huawei"),
          new Prefix("honor", "Honor"),
          new Prefix("oppo", "Oppo"),
          new Prefix("cph", "Oppo"),
          new Prefix("oneplus", "OnePlus"),
          new Prefix("one a", "OnePlus"),
          new Prefix("gm19", "OnePlus"),
          new Prefix("hd19", "OnePlus"),
          new Prefix("in20", "OnePlus"),
          new Prefix("le21", "OnePlus"),
          new Prefix("rmx", "Realme"),
          new Prefix("realme", "Realme"),
          new Prefix("vivo", "Vivo"),
          new Prefix("v2", "Vivo"),
          new Prefix("moto", "Motorola"),
          new Prefix("xt1", "Motorola"),
          new Prefix("xt2", "Motorola"),
          new Prefix("droid", "Motorola"),
          new Prefix("lenovo", "Lenovo"),
          new Prefix("tb-", "Lenovo"),
          new Prefix("lg-", "LG"),
          new Prefix("lg", "LG"),
          new Prefix("lm-", "LG"),
          new Prefix("nokia", "Nokia"),
          new Prefix("ta-1", "Nokia"),
          new Prefix("htc", "HTC"),
          new Prefix("sony", "Sony"),
          new Prefix("xq-", "Sony"),
          new Prefix("xperia", "Sony"),
          new Prefix("lt2", "Sony"),
          new Prefix("st2", "Sony"),
          new Prefix("h8", "Sony"),
          new Prefix("g8", "Sony"),
          new Prefix("e5", "Sony"),
          new Prefix("e6", "Sony"),
          new Prefix("f5", "Sony"),
          new Prefix("f8", "Sony"),
          new Prefix("d5", "Sony"),
          new Prefix("d6", "Sony"),
          new Prefix("bravia", "Sony"),
          new Prefix("so-", "Sony"),
          new Prefix("asus", "Asus"),
          new Prefix("zenfone", "Asus"),
          new Prefix("zte", "ZTE"),
          new Prefix("blade", "ZTE"),
          new Prefix("alcatel", "Alcatel"),
          new Prefix("tcl", "TCL"),
          new Prefix("tecno", "Tecno"),
          new Prefix("infinix", "Infinix"),
          new Prefix("itel", "Itel"),
          new Prefix("wiko", "Wiko"),
          new Prefix("fairphone", "Fairphone"),
          new Prefix("fp", "Fairphone"),
          new Prefix("nothing", "Nothing"),
          new Prefix("meizu", "Meizu"),
          new Prefix("blackberry", "BlackBerry"),
          new Prefix("kf", "Amazon"),
          new Prefix("aft", "Amazon"),
          new Prefix("kindle", "Amazon"),
          new Prefix("cubot", "Cubot"),
          new Prefix("doogee", "Doogee"),
          new Prefix("ulefone", "Ulefone"),
          new Prefix("micromax", "Micromax"),
          new Prefix("archos", "Archos"),
          new Prefix("acer", "Acer"),
          new Prefix("hisense", "Hisense"));

  /** What stands at a model's place without being one. */
  private static final List<String> NO_MODELS =
      List.of("k", "u", "wv", "mobile", "tablet", "linux", "android", "unspecified device");

  private static final int MAX_MODEL_CHARS = 50;

  private AndroidModels() {}

  /** The model, or empty where none is told. */
  static String model(String userAgent) {
    int android = userAgent.indexOf("Android");
    int end = android < 0 ? -1 : userAgent.indexOf(')', android);
    if (end < 0) {
      return "";
    }
    int start = userAgent.indexOf(';', android);
    while (start >= 0 && start < end) {
      int next = userAgent.indexOf(';', start + 1);
      int stop = next < 0 || next > end ? end : next;
      String model = withoutBuild(userAgent.substring(start + 1, stop).strip());
      if (isModel(model)) {
        return Texts.cut(model, MAX_MODEL_CHARS);
      }
      start = next;
    }
    return "";
  }

  /** The brand of a model; empty where it is not known. */
  static String brand(String model) {
    String lower = model.toLowerCase(Locale.ROOT);
    for (Prefix prefix : PREFIXES) {
      if (lower.startsWith(prefix.start())) {
        return prefix.brand();
      }
    }
    return "";
  }

  private static String withoutBuild(String segment) {
    int build = segment.indexOf("Build/");
    return build < 0 ? segment : segment.substring(0, build).strip();
  }

  private static boolean isModel(String segment) {
    String lower = segment.toLowerCase(Locale.ROOT);
    return !lower.isEmpty()
        && !NO_MODELS.contains(lower)
        && !lower.startsWith("rv:")
        && !lower.startsWith("arm")
        && !isLocale(lower);
  }

  /** {@code en}, {@code en-us}, {@code pt_br}. */
  private static boolean isLocale(String lower) {
    return lower.length() == 2
        || (lower.length() == 5
            && (lower.charAt(2) == '-' || lower.charAt(2) == '_')
            && Character.isLetter(lower.charAt(3))
            && Character.isLetter(lower.charAt(4)));
  }
}
