package footfall.api.live;

import akka.NotUsed;
import akka.http.javadsl.server.Route;
import akka.stream.javadsl.Source;
import footfall.api.access.Access;
import footfall.api.access.Guard;
import footfall.api.access.Permission;
import footfall.api.access.Revocations;
import footfall.api.access.Scope;
import footfall.api.access.SocketAccess;
import footfall.api.access.Viewer;
import java.util.function.Function;

/**
 * Who may look at websites live, and until when.
 *
 * @param requests tells who sent a request
 * @param sockets tells who opens a socket
 * @param revocations ends sockets whose viewer may no longer look
 */
public record LiveAccess(Access requests, SocketAccess sockets, Revocations revocations) {
  /** The inner route for who may view the website. */
  Route looking(String websiteId, Route inner) {
    return guarded(requests, websiteId, viewer -> inner);
  }

  /** The inner route for who may open a socket. */
  Route opening(String websiteId, Function<Viewer, Route> inner) {
    return guarded(upgrade -> sockets.opening(upgrade, websiteId), websiteId, inner);
  }

  /** What a socket is fed with; ends soon after the viewer may no longer look. */
  <T> Source<T, NotUsed> whileAllowed(Viewer viewer, String websiteId, Source<T, NotUsed> feed) {
    return feed.via(revocations.whileAllowed(viewer, websiteId, Scope.LIVE_READ));
  }

  private static Route guarded(Access access, String websiteId, Function<Viewer, Route> inner) {
    return new Guard(access).website(websiteId, Permission.VIEW, Scope.LIVE_READ, inner);
  }
}
