package footfall.api.access;

import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Stands before the routes of a website's data. Refusals are the same everywhere: 401 for nobody we
 * know, 404 for whoever may not even view the website (as if it did not exist), 403 for whoever may
 * view it but not do this.
 */
public final class Guard {
  private final Access access;

  public Guard(Access access) {
    this.access = access;
  }

  /**
   * The inner route for those who may.
   *
   * @param inner is given who asks, for sockets that outlive the request
   */
  public Route website(
      String websiteId, Permission permission, Scope scope, Function<Viewer, Route> inner) {
    return Directives.extractRequest(
        request ->
            Directives.onComplete(
                () -> access.of(request).thenCompose(viewer -> viewer.sureOf(websiteId)),
                viewer ->
                    viewer.isSuccess()
                        ? allowed(viewer.get(), websiteId, permission, scope, inner)
                        : refused(viewer.failed().get())));
  }

  private static Route allowed(
      Viewer viewer,
      String websiteId,
      Permission permission,
      Scope scope,
      Function<Viewer, Route> inner) {
    try {
      require(viewer, websiteId, permission, scope);
    } catch (Refused refused) {
      return Directives.complete(refused.response());
    }
    return inner.apply(viewer);
  }

  /**
   * Returns where the viewer may.
   *
   * @throws Refused 401, 404 or 403
   */
  public static void require(Viewer viewer, String websiteId, Permission permission, Scope scope) {
    if (!viewer.isKnown()) {
      throw Refused.notSignedIn();
    }
    if (viewer.may(websiteId, permission, scope)) {
      return;
    }
    if (!viewer.may(websiteId, Permission.VIEW, scope)) {
      throw Refused.notFound();
    }
    throw Refused.forbidden(
        "role_too_low", "Your role on this website does not allow this; ask one of its owners.");
  }

  private static Route refused(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof Refused refused
        ? Directives.complete(refused.response())
        : Directives.failWith(cause);
  }
}
