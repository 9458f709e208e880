package footfall.api.live;

import akka.NotUsed;
import akka.http.impl.engine.ws.UpgradeToWebSocketLowLevel;
import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.model.ws.WebSocketUpgrade;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Rejections;
import akka.http.javadsl.server.Route;
import akka.stream.javadsl.Source;
import footfall.api.access.Viewer;
import footfall.protocol.hit.WebsiteIds;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * {@code GET /api/live/{website_id}}: the WebSocket, and the sessions active now below it; for who
 * may view the website.
 */
public final class LiveRoute {
  private static final Logger LOG = LoggerFactory.getLogger(LiveRoute.class);

  private final LiveFeed feed;
  private final ActiveSessionsSource sessions;
  private final LiveAccess access;
  private final LiveRouteSettings settings;
  private final LiveCounters counters;
  private final SameOrigin sameOrigin;

  private LiveRoute(
      LiveFeed feed,
      ActiveSessionsSource sessions,
      LiveAccess access,
      LiveRouteSettings settings,
      LiveCounters counters) {
    this.feed = feed;
    this.sessions = sessions;
    this.access = access;
    this.settings = settings;
    this.counters = counters;
    this.sameOrigin = new SameOrigin(settings.allowedOrigins());
  }

  /** To be joined with the other routes of the server. */
  public static Route create(
      LiveFeed feed,
      ActiveSessionsSource sessions,
      LiveAccess access,
      LiveRouteSettings settings,
      LiveCounters counters) {
    return new LiveRoute(feed, sessions, access, settings, counters).route();
  }

  private Route route() {
    return Directives.pathPrefix(
        PathMatchers.segment("api").slash("live").slash(PathMatchers.segment()),
        websiteId ->
            Directives.get(
                () ->
                    WebsiteIds.isWellFormed(websiteId)
                        ? website(websiteId)
                        : Directives.complete(malformedWebsite())));
  }

  private Route website(String websiteId) {
    return Directives.concat(
        Directives.pathEnd(() -> socket(websiteId)),
        Directives.path("sessions", () -> access.looking(websiteId, list(websiteId))),
        Directives.path(
            PathMatchers.segment("sessions").slash(PathMatchers.segment()),
            sessionId -> access.looking(websiteId, find(websiteId, sessionId))));
  }

  private Route socket(String websiteId) {
    return Directives.extractRequest(
        request ->
            mayConnect(request)
                ? access.opening(websiteId, viewer -> upgrade(request, viewer, websiteId))
                : Directives.complete(
                    json(
                        StatusCodes.FORBIDDEN,
                        SessionJson.error(
                            "foreign_origin",
                            "Pages of another host may not connect; a proxy before this server"
                                + " has to pass the header Host on."))));
  }

  private Route upgrade(HttpRequest request, Viewer viewer, String websiteId) {
    return request
        .getAttribute(AttributeKeys.webSocketUpgrade)
        .map(asked -> Directives.complete(upgraded(asked, viewer, websiteId)))
        .orElseGet(() -> Directives.reject(Rejections.expectedWebSocketRequest()));
  }

  private HttpResponse upgraded(WebSocketUpgrade asked, Viewer viewer, String websiteId) {
    Source<EncodedFrame, NotUsed> frames =
        access.whileAllowed(viewer, websiteId, feed.frames(websiteId));
    return ((UpgradeToWebSocketLowLevel) asked)
        .handleFrames(LiveSocket.of(frames, settings, counters), Option.empty());
  }

  private boolean mayConnect(HttpRequest request) {
    Optional<String> origin = request.getHeader("Origin").map(HttpHeader::value);
    String host = request.getHeader("Host").map(HttpHeader::value).orElse("");
    return sameOrigin.allows(origin, host);
  }

  private Route list(String websiteId) {
    return answer(
        () ->
            sessions
                .list(websiteId)
                .thenApply(found -> json(StatusCodes.OK, SessionJson.list(found))));
  }

  private Route find(String websiteId, String text) {
    Optional<UUID> sessionId = uuidOf(text);
    if (sessionId.isEmpty()) {
      return Directives.complete(
          json(
              StatusCodes.BAD_REQUEST,
              SessionJson.error("malformed_session_id", "A session id is a UUID.")));
    }
    return answer(
        () ->
            sessions
                .find(websiteId, sessionId.get())
                .thenApply(found -> found.map(LiveRoute::found).orElseGet(LiveRoute::notFound)));
  }

  private static Optional<UUID> uuidOf(String text) {
    try {
      UUID id = UUID.fromString(text);
      return Optional.of(id).filter(read -> read.toString().equalsIgnoreCase(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Route answer(Supplier<CompletionStage<HttpResponse>> ask) {
    return Directives.onComplete(
        ask,
        answered -> {
          if (answered.isFailure()) {
            LOG.warn("Asking for the active sessions failed", answered.failed().get());
          }
          return Directives.complete(answered.getOrElse(LiveRoute::unavailable));
        });
  }

  private static HttpResponse found(ActiveSession session) {
    return json(StatusCodes.OK, SessionJson.one(session));
  }

  private static HttpResponse notFound() {
    return json(
        StatusCodes.NOT_FOUND,
        SessionJson.error("unknown_session", "No session of this id is active on this website."));
  }

  private static HttpResponse unavailable() {
    return json(
            StatusCodes.SERVICE_UNAVAILABLE,
            SessionJson.error(
                "unavailable", "The sessions did not answer; ask again in a few seconds."))
        .addHeader(RawHeader.create("Retry-After", "2"));
  }

  private static HttpResponse malformedWebsite() {
    return json(
        StatusCodes.BAD_REQUEST,
        SessionJson.error(
            "malformed_website_id",
            "A website id is 1 to 64 letters, digits, dots, dashes and underscores."));
  }

  private static HttpResponse json(StatusCode status, String body) {
    return HttpResponse.create().withStatus(status).withEntity(ContentTypes.APPLICATION_JSON, body);
  }
}
