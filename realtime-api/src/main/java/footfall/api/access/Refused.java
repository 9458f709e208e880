package footfall.api.access;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;

/** A request that gets an error as its answer: {@code {"error":"code","message":"what to do"}}. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final JsonFactory JSON = new JsonFactory();

  private final transient StatusCode status;
  private final String code;
  private final long retryAfterSeconds;

  private Refused(StatusCode status, String code, String message, long retryAfterSeconds) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** 400: the message says what to send instead. */
  public static Refused badRequest(String code, String message) {
    return new Refused(StatusCodes.BAD_REQUEST, code, message, 0);
  }

  /** 401: nobody we know. */
  public static Refused notSignedIn() {
    return new Refused(
        StatusCodes.UNAUTHORIZED,
        "not_signed_in",
        "Sign in, or send an API key as Authorization: Bearer ffk_...",
        0);
  }

  /** 401: a socket is asked for by neither a ticket nor a key. */
  static Refused ticketNeeded() {
    return unauthorized(
        "ticket_needed",
        "Open a socket with ?ticket= as POST /api/live/{website_id}/ticket gives it, or with an API"
            + " key as Authorization: Bearer ffk_...");
  }

  /** 401: a ticket that lets nobody in. */
  static Refused ticketNotTaken() {
    return unauthorized(
        "ticket_not_taken",
        "A ticket opens one socket, within 30 seconds, of the website and for the page that asked"
            + " for it: ask for a new one.");
  }

  /** 401 with words of its own. */
  public static Refused unauthorized(String code, String message) {
    return new Refused(StatusCodes.UNAUTHORIZED, code, message, 0);
  }

  /** 403: seen, but not allowed. */
  public static Refused forbidden(String code, String message) {
    return new Refused(StatusCodes.FORBIDDEN, code, message, 0);
  }

  /** 404: the same for what does not exist and for what is somebody else's. */
  public static Refused notFound() {
    return new Refused(
        StatusCodes.NOT_FOUND, "not_found", "There is nothing here that you may see.", 0);
  }

  /** 409: it would contradict what is there. */
  public static Refused conflict(String code, String message) {
    return new Refused(StatusCodes.CONFLICT, code, message, 0);
  }

  /**
   * 409: there are as many as there may be.
   *
   * @param bound such as "A website has at most 100 API keys"
   * @param way what makes room
   */
  public static Refused tooManyOf(String bound, String way) {
    return conflict("too_many", bound + ": " + way + ".");
  }

  /** 413: more bytes than the message names. */
  public static Refused tooLarge(String message) {
    return new Refused(StatusCodes.CONTENT_TOO_LARGE, "too_large", message, 0);
  }

  /** 415: not the type that the message names. */
  public static Refused unsupportedType(String message) {
    return new Refused(StatusCodes.UNSUPPORTED_MEDIA_TYPE, "unsupported_content_type", message, 0);
  }

  /** 429 with {@code Retry-After}, whole seconds, at least 1. */
  public static Refused tooMany(String message, Duration retryAfter) {
    return new Refused(
        StatusCodes.TOO_MANY_REQUESTS, "too_many_attempts", message, seconds(retryAfter));
  }

  /** 503 with {@code Retry-After}, whole seconds, at least 1. */
  public static Refused unavailable(String message, Duration retryAfter) {
    return new Refused(
        StatusCodes.SERVICE_UNAVAILABLE, "unavailable", message, seconds(retryAfter));
  }

  /** The answer; never kept by a cache. */
  public HttpResponse response() {
    HttpResponse response =
        HttpResponse.create()
            .withStatus(status)
            .withEntity(ContentTypes.APPLICATION_JSON, body())
            .addHeader(RawHeader.create("Cache-Control", "no-store"));
    return retryAfterSeconds > 0
        ? response.addHeader(RawHeader.create("Retry-After", Long.toString(retryAfterSeconds)))
        : response;
  }

  private String body() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("error", code);
      json.writeStringField("message", getMessage());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.toString();
  }

  private static long seconds(Duration retryAfter) {
    return Math.max(1, retryAfter.plusMillis(999).toSeconds());
  }
}
