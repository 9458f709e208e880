package footfall.api.access;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Who sent a request: an account, an API key, whoever opened a shared link, or nobody. Asks what is
 * known now each time, so an answer may change while a socket stays open. Any thread may ask.
 */
public interface Viewer {
  /**
   * This viewer, once it is known whether another node has just given them a role on a website on
   * which this one knows of none; never fails.
   */
  default CompletionStage<Viewer> sureOf(String websiteId) {
    return CompletableFuture.completedFuture(this);
  }

  /** Whether this is an account, a key or a link that exists, whatever it may do. */
  boolean isKnown();

  /**
   * Whether this viewer has the permission on a website that exists and is not deleted, and, where
   * it is an API key or a shared link, may be used at all for what {@code scope} says.
   */
  boolean may(String websiteId, Permission permission, Scope scope);
}
