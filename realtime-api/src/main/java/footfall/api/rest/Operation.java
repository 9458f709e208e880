package footfall.api.rest;

import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpResponse;

/**
 * One line of the REST API.
 *
 * @param path such as {@code /api/websites/{website_id}}: what stands in braces is any segment
 * @param isFromMemory whether it neither waits for anything nor changes what nodes know
 */
public record Operation(
    HttpMethod method, String path, Need need, Handler handler, boolean isFromMemory) {

  /**
   * Answers; runs on a thread that may wait, unless it does so from memory. Refuses by {@link
   * footfall.api.access.Refused}.
   */
  @FunctionalInterface
  public interface Handler {
    HttpResponse answer(Call call);
  }

  public static Operation get(String path, Need need, Handler handler) {
    return new Operation(HttpMethods.GET, path, need, handler, false);
  }

  public static Operation post(String path, Need need, Handler handler) {
    return new Operation(HttpMethods.POST, path, need, handler, false);
  }

  public static Operation patch(String path, Need need, Handler handler) {
    return new Operation(HttpMethods.PATCH, path, need, handler, false);
  }

  public static Operation delete(String path, Need need, Handler handler) {
    return new Operation(HttpMethods.DELETE, path, need, handler, false);
  }

  /** The same, answered at once: also while PostgreSQL is away and others wait for it. */
  public Operation fromMemory() {
    return new Operation(method, path, need, handler, true);
  }
}
