package footfall.api.rest;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;

/** Answers in JSON, which no cache keeps. */
public final class Answers {
  private Answers() {}

  public static ObjectNode object() {
    return Fields.MAPPER.createObjectNode();
  }

  /** {@code {"name":[...]}}. */
  public static <T> HttpResponse list(String name, List<T> all, Function<T, JsonNode> one) {
    ObjectNode body = object();
    ArrayNode array = body.putArray(name);
    all.forEach(each -> array.add(one.apply(each)));
    return ok(body);
  }

  public static HttpResponse ok(JsonNode body) {
    return json(StatusCodes.OK, body);
  }

  public static HttpResponse created(JsonNode body) {
    return json(StatusCodes.CREATED, body);
  }

  /** 204. */
  public static HttpResponse done() {
    return HttpResponse.create()
        .withStatus(StatusCodes.NO_CONTENT)
        .addHeader(RawHeader.create("Cache-Control", "no-store"));
  }

  /** RFC 3339 in UTC, to the second. */
  public static String time(Instant time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        time.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
  }

  /** A JSON text as a value. */
  public static JsonNode parsed(String json) {
    try {
      return Fields.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("what was stored as JSON is none", e);
    }
  }

  private static HttpResponse json(StatusCode status, JsonNode body) {
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(ContentTypes.APPLICATION_JSON, body.toString())
        .addHeader(RawHeader.create("Cache-Control", "no-store"));
  }
}
