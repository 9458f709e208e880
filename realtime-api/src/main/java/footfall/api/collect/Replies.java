package footfall.api.collect;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import footfall.protocol.hit.DropReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** The collector's answers as HTTP. */
final class Replies {
  private static final JsonFactory JSON = new JsonFactory();

  /** What nearly every request gets. */
  private static final HttpResponse ONE_TAKEN = taken(new CollectReply.Taken(1, List.of()));

  private Replies() {}

  /**
   * {@code 400} where nothing at all was taken; its body says why, as that of a {@code 202} does.
   */
  static HttpResponse of(CollectReply reply, Duration retryAfter) {
    if (reply instanceof CollectReply.Taken taken) {
      return taken.accepted() == 1 && taken.rejected().isEmpty() ? ONE_TAKEN : taken(taken);
    }
    if (reply instanceof CollectReply.Unreadable unreadable) {
      return error(StatusCodes.BAD_REQUEST, unreadable.reason(), unreadable.detail());
    }
    if (reply instanceof CollectReply.Limited limited) {
      return error(StatusCodes.TOO_MANY_REQUESTS, DropReason.RATE_LIMITED.wire(), limited.detail())
          .addHeader(RawHeader.create("Retry-After", Long.toString(limited.retryAfterSeconds())));
    }
    CollectReply.Unavailable unavailable = (CollectReply.Unavailable) reply;
    return error(StatusCodes.SERVICE_UNAVAILABLE, "unavailable", unavailable.detail())
        .addHeader(RawHeader.create("Retry-After", Long.toString(retryAfter.toSeconds())));
  }

  private static HttpResponse taken(CollectReply.Taken taken) {
    boolean nothing = taken.accepted() == 0 && !taken.rejected().isEmpty();
    return response(
        nothing ? StatusCodes.BAD_REQUEST : StatusCodes.ACCEPTED, json(out -> write(out, taken)));
  }

  static HttpResponse error(StatusCode status, String reason, String detail) {
    return response(
        status,
        json(
            out -> {
              out.writeStartObject();
              out.writeStringField("reason", reason);
              out.writeStringField("detail", detail);
              out.writeEndObject();
            }));
  }

  private static void write(JsonGenerator out, CollectReply.Taken taken) throws IOException {
    out.writeStartObject();
    out.writeNumberField("accepted", taken.accepted());
    out.writeArrayFieldStart("rejected");
    for (CollectReply.Refusal refusal : taken.rejected()) {
      out.writeStartObject();
      out.writeNumberField("index", refusal.index());
      out.writeStringField("reason", refusal.reason().wire());
      out.writeStringField("detail", refusal.detail());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static HttpResponse response(StatusCode status, byte[] body) {
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, body));
  }

  private static byte[] json(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      body.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private interface Body {
    void write(JsonGenerator out) throws IOException;
  }
}
