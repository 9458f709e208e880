package footfall.protocol.hit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes a hit as JSON, the form a collector gives to Kafka. What was not sent is left out; keys
 * come in one order, so equal hits are equal bytes. {@link HitDecoder} reads an equal hit from it.
 */
public final class HitJson {
  /** Characters beyond the basic plane as 4 bytes, not as 12 of two escapes. */
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

  private static final int USUAL_BYTES = 512;

  private HitJson() {}

  /** UTF-8; may exceed {@link Limits#HIT_BYTES} where the hit was read from a terser form. */
  public static byte[] write(Hit hit) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(USUAL_BYTES)) {
      try (JsonGenerator json = JSON.createGenerator(bytes)) {
        json.writeStartObject();
        writeRequired(json, hit);
        writeIdentity(json, hit.identity());
        writeAction(json, hit.action());
        writePage(json, hit.page());
        writeClient(json, hit.client());
        writeTransaction(json, hit.transaction());
        writeCustom(json, hit.custom());
        json.writeEndObject();
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  private static void writeRequired(JsonGenerator json, Hit hit) throws IOException {
    json.writeStringField("website_id", hit.websiteId());
    json.writeStringField("event_type", hit.eventType().wire());
    if (!hit.eventId().equals(Hit.NO_ID)) {
      json.writeStringField("event_id", hit.eventId().toString());
    }
    json.writeNumberField("client_timestamp", hit.clientTimestamp());
    if (hit.sentAt() != 0) {
      json.writeNumberField("sent_at", hit.sentAt());
    }
    json.writeNumberField("schema_version", hit.schemaVersion());
  }

  private static void writeIdentity(JsonGenerator json, Hit.Identity identity) throws IOException {
    text(json, "session_id", identity.sessionId());
    text(json, "visitor_id", identity.visitorId());
    text(json, "user_id", identity.userId());
    text(json, "previous_visitor_id", identity.previousVisitorId());
  }

  private static void writeAction(JsonGenerator json, Hit.Action action) throws IOException {
    text(json, "event_name", action.name());
    text(json, "event_category", action.category());
    text(json, "event_action", action.action());
    text(json, "event_label", action.label());
    if (action.value().isPresent()) {
      json.writeNumberField("event_value", action.value().get());
    }
  }

  private static void writePage(JsonGenerator json, Hit.Page page) throws IOException {
    text(json, "page_url", page.url());
    text(json, "page_title", page.title());
    text(json, "page_referrer", page.referrer());
    if (page.timeOnPage() != 0) {
      json.writeNumberField("time_on_page", page.timeOnPage());
    }
  }

  private static void writeClient(JsonGenerator json, Hit.Client client) throws IOException {
    text(json, "user_agent", client.userAgent());
    text(json, "ip_address", client.ipAddress());
    text(json, "screen_resolution", client.screenResolution());
    text(json, "language", client.language());
    text(json, "sdk_version", client.sdkVersion());
  }

  private static void writeTransaction(JsonGenerator json, Transaction transaction)
      throws IOException {
    text(json, "transaction_id", transaction.id());
    money(json, "transaction_revenue", transaction.revenue());
    money(json, "transaction_tax", transaction.tax());
    money(json, "transaction_shipping", transaction.shipping());
    text(json, "currency", transaction.currency());
    if (!transaction.products().isEmpty()) {
      json.writeArrayFieldStart("products");
      for (Transaction.Product product : transaction.products()) {
        writeProduct(json, product);
      }
      json.writeEndArray();
    }
  }

  private static void writeProduct(JsonGenerator json, Transaction.Product product)
      throws IOException {
    json.writeStartObject();
    text(json, "sku", product.sku());
    text(json, "name", product.name());
    text(json, "category", product.category());
    money(json, "price", product.price());
    json.writeNumberField("quantity", product.quantity());
    json.writeEndObject();
  }

  private static void writeCustom(JsonGenerator json, Custom custom) throws IOException {
    for (int i = 1; i <= Limits.CUSTOM && !custom.dimensions().isEmpty(); i++) {
      text(json, "custom_dimension_" + i, custom.dimensions().getOrDefault(i, ""));
    }
    for (int i = 1; i <= Limits.CUSTOM && !custom.metrics().isEmpty(); i++) {
      Double metric = custom.metrics().get(i);
      if (metric != null) {
        json.writeNumberField("custom_metric_" + i, metric);
      }
    }
    if (!custom.props().isEmpty()) {
      json.writeObjectFieldStart("props");
      for (Map.Entry<String, String> prop : new TreeMap<>(custom.props()).entrySet()) {
        json.writeStringField(prop.getKey(), prop.getValue());
      }
      json.writeEndObject();
    }
  }

  private static void text(JsonGenerator json, String key, String text) throws IOException {
    if (!text.isEmpty()) {
      json.writeStringField(key, text);
    }
  }

  /** As a number in plain digits, which every reader of decimals takes exactly. */
  private static void money(JsonGenerator json, String key, Optional<BigDecimal> amount)
      throws IOException {
    if (amount.isPresent()) {
      json.writeFieldName(key);
      json.writeNumber(amount.get().toPlainString());
    }
  }
}
