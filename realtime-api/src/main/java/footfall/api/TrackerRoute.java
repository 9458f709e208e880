package footfall.api;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import java.util.List;

/**
 * {@code GET /js/footfall.js}: the tracker, for pages of any origin. Kept by browsers for an hour,
 * asked for by its ETag afterwards, compressed where the browser takes that.
 */
final class TrackerRoute {
  private static final List<HttpHeader> HEADERS =
      List.of(
          RawHeader.create("Cache-Control", "public, max-age=3600"),
          RawHeader.create("Vary", "Accept-Encoding"),
          // For tags with `crossorigin`, and for pages that only embed what allows it.
          RawHeader.create("Access-Control-Allow-Origin", "*"),
          RawHeader.create("Cross-Origin-Resource-Policy", "cross-origin"));

  private final String resource;

  /** {@code resource}: the script's place on the class path. */
  TrackerRoute(String resource) {
    this.resource = resource;
  }

  Route route() {
    return Directives.path(
        PathMatchers.segment("js").slash("footfall.js"),
        () ->
            Directives.get(
                () ->
                    Directives.respondWithHeaders(
                        HEADERS,
                        () ->
                            Directives.encodeResponse(
                                () -> Directives.getFromResource(resource)))));
  }
}
