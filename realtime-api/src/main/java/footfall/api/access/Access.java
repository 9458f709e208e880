package footfall.api.access;

import akka.http.javadsl.model.HttpRequest;
import java.util.concurrent.CompletionStage;

/**
 * Tells who sent a request; whatever serves a website's data asks it, mostly by a {@link Guard}.
 */
public interface Access {
  /**
   * Who sent the request, by {@code Authorization: Bearer ffk_...} where one of that scheme is
   * there, else by its cookies. Answered from memory but for a session this node does not know yet.
   *
   * @return a viewer who may do nothing where the request carries nothing valid; fails with {@link
   *     Refused}: 403 for a request that changes something by cookie without a valid {@code
   *     X-CSRF-Token}, 503 where PostgreSQL had to be asked and is away
   */
  CompletionStage<Viewer> of(HttpRequest request);
}
