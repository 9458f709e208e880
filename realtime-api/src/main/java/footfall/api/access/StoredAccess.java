package footfall.api.access;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import footfall.persistence.metadata.AccessDirectory;
import footfall.persistence.metadata.UserSession;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Knows who asks by what PostgreSQL has, as the directory holds it in memory. */
public final class StoredAccess implements Access {
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethods.GET, HttpMethods.HEAD, HttpMethods.OPTIONS);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final AccessDirectory directory;

  public StoredAccess(AccessDirectory directory) {
    this.directory = directory;
  }

  @Override
  public CompletionStage<Viewer> of(HttpRequest request) {
    return known(request).thenApply(viewer -> viewer);
  }

  /** The same, with what routes of accounts need. */
  public CompletionStage<KnownViewer> known(HttpRequest request) {
    return lookedUp(new KnownViewer(directory, Credentials.of(request)))
        .thenCompose(viewer -> checked(viewer, request));
  }

  /** The same viewer, once this node knows whom another node may have made a moment ago. */
  CompletionStage<KnownViewer> lookedUp(KnownViewer viewer) {
    if (viewer.credentials().isNone() || viewer.isKnown()) {
      return CompletableFuture.completedFuture(viewer);
    }
    return directory
        .refresh()
        .thenCompose(
            answered ->
                answered
                    ? CompletableFuture.completedFuture(viewer)
                    : CompletableFuture.failedFuture(
                        Refused.unavailable(
                            "Who you are cannot be looked up now; try again in a few seconds.",
                            RETRY)));
  }

  /** Who shows nothing. */
  public KnownViewer nobody() {
    return new KnownViewer(directory, Credentials.NONE);
  }

  private static CompletionStage<KnownViewer> checked(KnownViewer viewer, HttpRequest request) {
    Optional<UserSession> session = viewer.session();
    if (session.isPresent()
        && !SAFE.contains(request.method())
        && !carries(request, session.get().csrfToken())) {
      return CompletableFuture.failedFuture(
          Refused.forbidden(
              "csrf", "Send the csrf_token that GET /api/me gives as the header X-CSRF-Token."));
    }
    viewer.noteUse();
    return CompletableFuture.completedFuture(viewer);
  }

  private static boolean carries(HttpRequest request, String csrfToken) {
    return request
        .getHeader("X-CSRF-Token")
        .map(HttpHeader::value)
        .filter(sent -> Token.isSame(sent, csrfToken))
        .isPresent();
  }
}
