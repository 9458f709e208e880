package footfall.load.replay;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Why a request of a log is no pageview; bots are left to the server, which knows them. */
enum LeftOut {
  NOT_A_GET("other methods than GET"),
  STATUS("answers other than 2xx and 304"),
  ASSET("assets: pictures, styles, scripts, fonts, media, archives, feeds");

  private static final Set<String> ASSET_EXTENSIONS =
      Set.of(
          "css",
          "js",
          "mjs",
          "map",
          "png",
          "jpg",
          "jpeg",
          "gif",
          "svg",
          "ico",
          "webp",
          "avif",
          "bmp",
          "tif",
          "tiff",
          "woff",
          "woff2",
          "ttf",
          "otf",
          "eot",
          "mp3",
          "mp4",
          "webm",
          "ogg",
          "wav",
          "avi",
          "mov",
          "flv",
          "swf",
          "zip",
          "gz",
          "tgz",
          "bz2",
          "xz",
          "rar",
          "7z",
          "tar",
          "rpm",
          "deb",
          "jar",
          "exe",
          "dmg",
          "iso",
          "json",
          "xml",
          "rss",
          "atom",
          "rdf",
          "txt",
          "wasm",
          "webmanifest");

  final String text;

  LeftOut(String text) {
    this.text = text;
  }

  /** Empty for a pageview. */
  static Optional<LeftOut> of(LogLine line) {
    if (!line.method().equals("GET")) {
      return Optional.of(NOT_A_GET);
    }
    if ((line.status() < 200 || line.status() > 299) && line.status() != 304) {
      return Optional.of(STATUS);
    }
    return isAsset(line.path()) ? Optional.of(ASSET) : Optional.empty();
  }

  private static boolean isAsset(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    int dot = file.lastIndexOf('.');
    return dot >= 0 && ASSET_EXTENSIONS.contains(file.substring(dot + 1).toLowerCase(Locale.ROOT));
  }
}
