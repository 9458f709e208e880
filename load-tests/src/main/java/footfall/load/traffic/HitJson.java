package footfall.load.traffic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Writes one hit of a visit as JSON, version 1. */
final class HitJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final List<String> EVENT_NAMES =
      List.of("signup", "scroll_depth", "video_play", "outbound_click", "search", "add_to_cart");
  private static final double RFC_3339_SHARE = 0.03;

  static byte[] write(
      Visit visit, Visit.Step step, UUID eventId, long clientTimestamp, SplittableRandom random) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(640);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("website_id", visit.person.websiteId);
      json.writeStringField("event_id", eventId.toString());
      writeTime(json, clientTimestamp, random);
      writeIdentity(json, visit);
      switch (step) {
        case PAGE -> writePage(json, visit);
        case EVENT -> writeEvent(json, visit, random);
        case TRANSACTION -> writeTransaction(json, visit, random);
      }
      writeClient(json, visit.person);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void writeTime(JsonGenerator json, long clientTimestamp, SplittableRandom random)
      throws IOException {
    if (random.nextDouble() < RFC_3339_SHARE) {
      json.writeStringField("client_timestamp", Instant.ofEpochMilli(clientTimestamp).toString());
    } else {
      json.writeNumberField("client_timestamp", clientTimestamp);
    }
  }

  private static void writeIdentity(JsonGenerator json, Visit visit) throws IOException {
    if (!visit.sessionId.isEmpty()) {
      json.writeStringField("session_id", visit.sessionId);
    }
    if (visit.person.identity != Person.Identity.ACCOUNT) {
      json.writeStringField("visitor_id", visit.person.visitorId);
    }
    if (visit.person.loggedIn) {
      json.writeStringField("user_id", visit.person.userId);
    }
  }

  private static void writePage(JsonGenerator json, Visit visit) throws IOException {
    json.writeStringField("event_type", "pageview");
    json.writeStringField("page_url", visit.pageUrl);
    json.writeStringField("page_title", visit.page.title());
    if (!visit.previousUrl.isEmpty()) {
      json.writeStringField("page_referrer", visit.previousUrl);
    }
  }

  private static void writeEvent(JsonGenerator json, Visit visit, SplittableRandom random)
      throws IOException {
    json.writeStringField("event_type", "event");
    json.writeStringField("event_name", EVENT_NAMES.get(random.nextInt(EVENT_NAMES.size())));
    json.writeStringField("event_category", "engagement");
    if (random.nextInt(3) == 0) {
      json.writeNumberField("event_value", random.nextInt(1, 100));
    }
    if (random.nextInt(4) == 0) {
      json.writeStringField("custom_dimension_1", "variant-" + "ab".charAt(random.nextInt(2)));
      json.writeNumberField("custom_metric_1", random.nextInt(1000) / 4.0);
    }
    json.writeStringField("page_url", visit.pageUrl);
    json.writeNumberField("time_on_page", random.nextInt(1, 240));
  }

  private static void writeTransaction(JsonGenerator json, Visit visit, SplittableRandom random)
      throws IOException {
    BigDecimal total = BigDecimal.ZERO;
    json.writeStringField("event_type", "transaction");
    json.writeStringField("page_url", visit.pageUrl);
    json.writeStringField("transaction_id", "t" + random.nextInt(1_000_000_000));
    json.writeArrayFieldStart("products");
    for (int left = random.nextInt(1, 4); left > 0; left--) {
      BigDecimal price = BigDecimal.valueOf(random.nextInt(199, 25_000), 2);
      int quantity = random.nextInt(1, 4);
      total = total.add(price.multiply(BigDecimal.valueOf(quantity)));
      writeProduct(json, random.nextInt(500), price, quantity);
    }
    json.writeEndArray();
    json.writeNumberField("transaction_revenue", total);
    json.writeNumberField("transaction_shipping", BigDecimal.valueOf(490, 2));
    json.writeStringField("currency", "EUR");
  }

  private static void writeProduct(JsonGenerator json, int sku, BigDecimal price, int quantity)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("sku", "sku-" + sku);
    json.writeStringField("name", "Product " + sku);
    json.writeStringField("category", "shoes");
    json.writeNumberField("price", price);
    json.writeNumberField("quantity", quantity);
    json.writeEndObject();
  }

  private static void writeClient(JsonGenerator json, Person person) throws IOException {
    json.writeStringField("user_agent", person.browser.userAgent());
    json.writeStringField("ip_address", person.address);
    if (!person.browser.screen().isEmpty()) {
      json.writeStringField("screen_resolution", person.browser.screen());
    }
    json.writeStringField("language", person.language);
  }

  private HitJson() {}
}
