package footfall.api;

import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;

/**
 * The web page, from {@code /web} of the class path. What lies in {@code assets} carries the hash
 * of its content in its name and may be kept for ever; all else is asked for each time.
 */
final class PageRoute {
  private static final String ROOT = "web";

  Route route() {
    return Directives.get(
        () ->
            Directives.concat(
                Directives.pathEndOrSingleSlash(
                    () -> cached("no-cache", Directives.getFromResource(ROOT + "/index.html"))),
                Directives.pathPrefix(
                    "assets",
                    () ->
                        cached(
                            "public, max-age=31536000, immutable",
                            Directives.getFromResourceDirectory(ROOT + "/assets"))),
                cached("no-cache", Directives.getFromResourceDirectory(ROOT))));
  }

  private static Route cached(String rule, Route files) {
    return Directives.respondWithHeader(RawHeader.create("Cache-Control", rule), () -> files);
  }
}
