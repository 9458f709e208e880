package footfall.api;

import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.util.regex.Pattern;

/**
 * The web page, from the class path. What lies in {@code assets} carries the hash of its content in
 * its name and may be kept for ever; all else is asked for each time.
 */
final class PageRoute {
  private static final Pattern OURS = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*/?");

  /** What the page itself tells apart, {@code route.ts}: sign-in, invites, a website's pages. */
  private static final Pattern PAGES =
      Pattern.compile(
          "/(invite|share)/[A-Za-z0-9_-]+/?"
              + "|/(?!(api|js|assets)(/|$))[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}(/live|/settings(/[a-z-]+)?)?/?");

  private final String root;

  /** {@code root}: a folder of the class path. */
  PageRoute(String root) {
    this.root = root;
  }

  /** Paths that no file of ours has end here: not on a disk, and not in the log. */
  Route route() {
    return Directives.get(
        () ->
            Directives.extractUnmatchedPath(
                path -> OURS.matcher(path).matches() ? ours(path) : Directives.reject()));
  }

  /** A file where there is one, else the page that shows what the path names. */
  private Route ours(String path) {
    return PAGES.matcher(path).matches() ? Directives.concat(files(), page()) : files();
  }

  private Route files() {
    return Directives.concat(
        Directives.pathEndOrSingleSlash(this::page),
        Directives.pathPrefix(
            "assets",
            () ->
                cached(
                    "public, max-age=31536000, immutable",
                    Directives.getFromResourceDirectory(root + "/assets"))),
        cached("no-cache", Directives.getFromResourceDirectory(root)));
  }

  /** The same for all addresses: it looks itself where it is. */
  private Route page() {
    return cached("no-cache", Directives.getFromResource(root + "/index.html"));
  }

  private static Route cached(String rule, Route files) {
    return Directives.respondWithHeader(RawHeader.create("Cache-Control", rule), () -> files);
  }
}
