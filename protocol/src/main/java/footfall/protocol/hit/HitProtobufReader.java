package footfall.protocol.hit;

import com.google.protobuf.InvalidProtocolBufferException;
import footfall.protocol.hit.v1.HitMessage;
import footfall.protocol.hit.v1.Product;
import java.util.Optional;

/** Reads one Protobuf message into a draft. */
final class HitProtobufReader {
  private final HitMessage sent;
  private final HitDraft draft = new HitDraft(false);
  private final FieldRules rules = draft.rules();

  private HitProtobufReader(HitMessage sent) {
    this.sent = sent;
  }

  static Validation read(byte[] value) {
    try {
      return new HitProtobufReader(HitMessage.parseFrom(value)).read();
    } catch (InvalidProtocolBufferException e) {
      return new Validation.Rejected(
          DropReason.MALFORMED, "not a HitMessage of hit.proto; check its fields and UTF-8");
    } catch (RuntimeException e) {
      return HitDecoder.failed(e);
    }
  }

  private Validation read() {
    readRequired();
    readIdentity();
    readAction();
    readContext();
    readTransaction();
    readCustom();
    return draft.finish();
  }

  private void readRequired() {
    draft.websiteId = rules.websiteId(sent.getWebsiteId());
    draft.eventType = rules.eventType(sent.getEventType());
    draft.eventId = rules.eventId(sent.getEventId());
    if (sent.hasClientTimestamp()) {
      draft.clientTimestamp =
          rules.time(
              DropReason.INVALID_CLIENT_TIMESTAMP,
              "client_timestamp",
              sent.getClientTimestamp(),
              HitDraft.NO_TIME);
    }
    draft.sentAt = rules.time(DropReason.INVALID_SENT_AT, "sent_at", sent.getSentAt(), 0);
    if (sent.hasSchemaVersion()) {
      rules.schemaVersion(Integer.toString(sent.getSchemaVersion()));
    }
  }

  private void readIdentity() {
    draft.sessionId = rules.id("session_id", sent.getSessionId());
    draft.visitorId = rules.id("visitor_id", sent.getVisitorId());
    draft.userId = rules.id("user_id", sent.getUserId());
    draft.previousVisitorId = rules.id("previous_visitor_id", sent.getPreviousVisitorId());
  }

  private void readAction() {
    draft.name = rules.text("event_name", sent.getEventName(), Limits.NAME);
    draft.category = rules.text("event_category", sent.getEventCategory(), Limits.NAME);
    draft.action = rules.text("event_action", sent.getEventAction(), Limits.NAME);
    draft.label = rules.text("event_label", sent.getEventLabel(), Limits.NAME);
    if (sent.hasEventValue()) {
      draft.value = anyNumber("event_value", sent.getEventValue());
    }
  }

  private void readContext() {
    draft.url = rules.text("page_url", sent.getPageUrl(), Limits.URL);
    draft.title = rules.text("page_title", sent.getPageTitle(), Limits.TITLE);
    draft.referrer = rules.text("page_referrer", sent.getPageReferrer(), Limits.URL);
    draft.timeOnPage = rules.number("time_on_page", sent.getTimeOnPage(), 0, Limits.TIME_ON_PAGE);
    draft.userAgent = rules.text("user_agent", sent.getUserAgent(), Limits.TITLE);
    draft.ipAddress = rules.ipAddress(sent.getIpAddress());
    draft.screenResolution =
        rules.text("screen_resolution", sent.getScreenResolution(), Limits.TAG);
    draft.language = rules.text("language", sent.getLanguage(), Limits.TAG);
    draft.sdkVersion = rules.text("sdk_version", sent.getSdkVersion(), Limits.TAG);
  }

  private void readTransaction() {
    draft.transactionId = rules.id("transaction_id", sent.getTransactionId());
    draft.revenue = rules.money("transaction_revenue", sent.getTransactionRevenue());
    draft.tax = rules.money("transaction_tax", sent.getTransactionTax());
    draft.shipping = rules.money("transaction_shipping", sent.getTransactionShipping());
    draft.currency = rules.currency(sent.getCurrency());
    for (Product product : sent.getProductsList()) {
      draft.product(product(product));
    }
  }

  private Transaction.Product product(Product product) {
    int quantity = product.hasQuantity() ? product.getQuantity() : 1;
    return new Transaction.Product(
        rules.text("sku", product.getSku(), Limits.NAME),
        rules.text("name", product.getName(), Limits.NAME),
        rules.text("category", product.getCategory(), Limits.NAME),
        Optional.ofNullable(rules.money("price", product.getPrice())),
        (int) rules.number("quantity", quantity, 0, Limits.QUANTITY));
  }

  private void readCustom() {
    for (int i = 0; i < Limits.CUSTOM; i++) {
      if (sent.hasField(HitProtobuf.DIMENSIONS[i])) {
        String text = (String) sent.getField(HitProtobuf.DIMENSIONS[i]);
        draft.dimension(i + 1, rules.text("custom_dimension", text, Limits.VALUE));
      }
      if (sent.hasField(HitProtobuf.METRICS[i])) {
        double metric = (Double) sent.getField(HitProtobuf.METRICS[i]);
        draft.metric(i + 1, anyNumber("custom_metric", metric));
      }
    }
    sent.getPropsMap()
        .forEach(
            (name, text) ->
                draft.prop(rules.propName(name), rules.text("props", text, Limits.VALUE)));
  }

  private double anyNumber(String field, double number) {
    return rules.number(field, number, -Double.MAX_VALUE, Double.MAX_VALUE);
  }
}
