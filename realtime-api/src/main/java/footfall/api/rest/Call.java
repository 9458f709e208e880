package footfall.api.rest;

import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import footfall.api.access.Caller;
import footfall.api.access.KnownViewer;
import footfall.api.access.Refused;
import java.util.Map;
import java.util.UUID;

/**
 * A request to an operation, its viewer let in.
 *
 * @param path what stood in the braces of the operation's path, by name
 * @param body at most {@link Operations#BODY_BYTES}
 */
public record Call(
    HttpRequest request, KnownViewer viewer, Caller caller, Map<String, String> path, byte[] body) {

  public String websiteId() {
    return path.get("website_id");
  }

  /**
   * An id of the path.
   *
   * @throws Refused 404 where it is no UUID: then there is nothing of that id
   */
  public UUID id(String name) {
    String text = path.get(name);
    try {
      UUID id = UUID.fromString(text);
      if (id.toString().equals(text)) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw Refused.notFound();
  }

  /**
   * The body's fields.
   *
   * @throws Refused 400 or 415 where it is no JSON object
   */
  public Fields fields() {
    return Fields.of(request.entity().getContentType(), body);
  }

  boolean changes() {
    return !request.method().equals(HttpMethods.GET);
  }
}
