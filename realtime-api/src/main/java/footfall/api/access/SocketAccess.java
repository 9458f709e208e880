package footfall.api.access;

import akka.http.javadsl.model.HttpRequest;
import java.util.concurrent.CompletionStage;

/** Tells who opens a socket. A WebSocket carries no CSRF token, so cookies alone do not count. */
@FunctionalInterface
public interface SocketAccess {
  /**
   * Who opens a socket on what a website shows: whom its ticket, in the query's {@code ticket}, was
   * given to, or else whose API key it carries as {@code Authorization: Bearer ffk_...}.
   *
   * @return fails with {@link Refused}: 401 for a request with neither, or with a ticket that is
   *     not to be taken, 503 where PostgreSQL had to be asked and is away
   */
  CompletionStage<Viewer> opening(HttpRequest upgrade, String websiteId);
}
