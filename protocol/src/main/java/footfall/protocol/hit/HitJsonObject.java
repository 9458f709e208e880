package footfall.protocol.hit;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;

/** Reads one JSON object into a draft, its parser standing at the opening brace. */
final class HitJsonObject {
  private static final String DIMENSION = "custom_dimension_";
  private static final String METRIC = "custom_metric_";

  private final JsonSource json;
  private final HitDraft draft;
  private final FieldRules rules;
  private final JsonFields fields;

  HitJsonObject(JsonSource json, HitDraft draft) {
    this.json = json;
    this.draft = draft;
    this.rules = draft.rules();
    this.fields = new JsonFields(json, rules);
  }

  Validation read() throws IOException {
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      field(name);
    }
    return draft.finish();
  }

  /** One switch for all: it is passed some twenty times a hit. */
  private void field(String name) throws IOException {
    switch (name) {
      case "website_id" -> draft.websiteId = rules.websiteId(fields.scalar(name));
      case "event_type" -> draft.eventType = rules.eventType(fields.scalar(name));
      case "event_id" -> draft.eventId = rules.eventId(fields.scalar(name));
      case "client_timestamp" ->
          draft.clientTimestamp =
              fields.time(DropReason.INVALID_CLIENT_TIMESTAMP, name, HitDraft.NO_TIME);
      case "sent_at" -> draft.sentAt = fields.time(DropReason.INVALID_SENT_AT, name, 0);
      case "schema_version" -> rules.schemaVersion(fields.scalar(name));

      case "session_id" -> draft.sessionId = fields.id(name);
      case "visitor_id" -> draft.visitorId = fields.id(name);
      case "user_id" -> draft.userId = fields.id(name);
      case "previous_visitor_id" -> draft.previousVisitorId = fields.id(name);

      case "page_url" -> draft.url = fields.text(name, Limits.URL);
      case "page_title" -> draft.title = fields.text(name, Limits.TITLE);
      case "page_referrer" -> draft.referrer = fields.text(name, Limits.URL);
      case "time_on_page" -> draft.timeOnPage = fields.number(name, 0, Limits.TIME_ON_PAGE, 0);
      case "user_agent" -> draft.userAgent = fields.text(name, Limits.TITLE);
      case "ip_address" -> draft.ipAddress = rules.ipAddress(fields.scalar(name));
      case "screen_resolution" -> draft.screenResolution = fields.text(name, Limits.TAG);
      case "language" -> draft.language = fields.text(name, Limits.TAG);
      case "sdk_version" -> draft.sdkVersion = fields.text(name, Limits.TAG);

      case "event_name" -> draft.name = fields.text(name, Limits.NAME);
      case "event_category" -> draft.category = fields.text(name, Limits.NAME);
      case "event_action" -> draft.action = fields.text(name, Limits.NAME);
      case "event_label" -> draft.label = fields.text(name, Limits.NAME);
      case "event_value" -> draft.value = anyNumber(name);

      case "transaction_id" -> draft.transactionId = fields.id(name);
      case "transaction_revenue" -> draft.revenue = fields.money(name);
      case "transaction_tax" -> draft.tax = fields.money(name);
      case "transaction_shipping" -> draft.shipping = fields.money(name);
      case "currency" -> draft.currency = rules.currency(fields.scalar(name));
      case "products" -> products(name);

      case "props" -> props(name);
      default -> custom(name);
    }
  }

  private void custom(String name) throws IOException {
    if (name.startsWith(DIMENSION)) {
      String text = fields.text("custom_dimension", Limits.VALUE);
      draft.dimension(rules.customNumber(name, DIMENSION), text);
    } else if (name.startsWith(METRIC)) {
      draft.metric(rules.customNumber(name, METRIC), anyNumber("custom_metric"));
    } else {
      json.skipChildren();
    }
  }

  /** Any finite number; null where null was sent. */
  private Double anyNumber(String name) throws IOException {
    double number = fields.number(name, -Double.MAX_VALUE, Double.MAX_VALUE, Double.NaN);
    return Double.isNaN(number) ? null : number;
  }

  private void props(String field) throws IOException {
    draft.clearProps();
    if (!opens(JsonToken.START_OBJECT, field, "must be an object of texts")) {
      return;
    }
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      draft.prop(rules.propName(name), fields.text(field, Limits.VALUE));
    }
  }

  private void products(String field) throws IOException {
    draft.clearProducts();
    if (!opens(JsonToken.START_ARRAY, field, "must be an array of objects")) {
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (opens(JsonToken.START_OBJECT, field, "must hold nothing but objects")) {
        draft.product(product());
      }
    }
  }

  private Transaction.Product product() throws IOException {
    String sku = "";
    String title = "";
    String category = "";
    BigDecimal price = null;
    int quantity = 1;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name) {
        case "sku" -> sku = fields.text(name, Limits.NAME);
        case "name" -> title = fields.text(name, Limits.NAME);
        case "category" -> category = fields.text(name, Limits.NAME);
        case "price" -> price = fields.money(name);
        case "quantity" -> quantity = fields.whole(name, 0, Limits.QUANTITY, 1);
        default -> json.skipChildren();
      }
    }
    return new Transaction.Product(sku, title, category, Optional.ofNullable(price), quantity);
  }

  /** Whether the value is such a structure; null is the same as not sent. */
  private boolean opens(JsonToken expected, String field, String advice) throws IOException {
    JsonToken token = json.currentToken();
    if (token != expected && token != JsonToken.VALUE_NULL) {
      json.skipChildren();
      rules.refuse(DropReason.INVALID_FIELD, field, advice);
    }
    return token == expected;
  }
}
