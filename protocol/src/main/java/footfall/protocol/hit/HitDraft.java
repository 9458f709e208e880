package footfall.protocol.hit;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A hit while it is being read, whatever its form. The first refusal sticks; reading goes on to the
 * end, so that a reader of several hits finds the next one. Used by one thread.
 */
final class HitDraft {
  static final long NO_TIME = -1;

  private final FieldRules rules;
  private Validation.Rejected refusal;

  String websiteId = "";
  EventType eventType;
  UUID eventId = Hit.NO_ID;
  long clientTimestamp = NO_TIME;
  long sentAt;
  String sessionId = "";
  String visitorId = "";
  String userId = "";
  String previousVisitorId = "";
  String name = "";
  String category = "";
  String action = "";
  String label = "";
  Double value;
  String url = "";
  String title = "";
  String referrer = "";
  double timeOnPage;
  String userAgent = "";
  String ipAddress = "";
  String screenResolution = "";
  String language = "";
  String sdkVersion = "";
  String transactionId = "";
  BigDecimal revenue;
  BigDecimal tax;
  BigDecimal shipping;
  String currency = "";
  List<Transaction.Product> products = List.of();
  private Map<Integer, String> dimensions = Map.of();
  private Map<Integer, Double> metrics = Map.of();
  private Map<String, String> props = Map.of();

  /** {@code plain}: no text can hold anything that would have to be replaced. */
  HitDraft(boolean plain) {
    this.rules = new FieldRules(this, plain);
  }

  FieldRules rules() {
    return rules;
  }

  void refuse(DropReason reason, String detail) {
    if (refusal == null) {
      refusal = new Validation.Rejected(reason, detail);
    }
  }

  void dimension(int number, String text) {
    dimensions = put(dimensions, number, text.isEmpty() ? null : text);
  }

  void metric(int number, Double metric) {
    metrics = put(metrics, number, metric);
  }

  void clearProps() {
    props = Map.of();
  }

  /** Takes a prop whose name and text are within their limits; an empty text takes it away. */
  void prop(String propName, String text) {
    props = put(props, propName, text.isEmpty() ? null : text);
    if (props.size() > Limits.PROPS) {
      refuse(
          DropReason.TOO_MANY_ITEMS,
          "props: more than " + Limits.PROPS + " entries; send fewer, or custom dimensions");
    }
  }

  void clearProducts() {
    products = List.of();
  }

  void product(Transaction.Product product) {
    if (products.isEmpty()) {
      products = new ArrayList<>();
    }
    if (products.size() < Limits.PRODUCTS) {
      products.add(product);
    } else {
      refuse(
          DropReason.TOO_MANY_ITEMS,
          "products: more than " + Limits.PRODUCTS + "; send the rest as another transaction");
    }
  }

  /** The hit without a look at its identity, or the first reason against it. */
  Validation finish() {
    requireFields();
    return refusal != null ? refusal : new Validation.Accepted(hit());
  }

  private void requireFields() {
    if (websiteId.isEmpty()) {
      refuse(DropReason.MISSING_WEBSITE_ID, "website_id is missing; send the website's id");
    }
    if (eventType == null) {
      refuse(
          DropReason.MISSING_EVENT_TYPE,
          "event_type is missing; send pageview, event or transaction");
    }
    if (clientTimestamp == NO_TIME) {
      refuse(
          DropReason.MISSING_CLIENT_TIMESTAMP,
          "client_timestamp is missing; send epoch milliseconds or RFC 3339");
    }
  }

  private Hit hit() {
    return new Hit(
        Hit.SCHEMA_VERSION,
        websiteId,
        eventType,
        eventId,
        clientTimestamp,
        sentAt,
        identity(),
        actionOrNone(),
        new Hit.Page(url, title, referrer, timeOnPage),
        new Hit.Client(userAgent, ipAddress, screenResolution, language, sdkVersion),
        transactionOrNone(),
        customOrNone());
  }

  private Hit.Identity identity() {
    return new Hit.Identity(sessionId, visitorId, userId, previousVisitorId);
  }

  private Hit.Action actionOrNone() {
    boolean none =
        value == null
            && name.isEmpty()
            && category.isEmpty()
            && action.isEmpty()
            && label.isEmpty();
    return none
        ? Hit.Action.NONE
        : new Hit.Action(name, category, action, label, Optional.ofNullable(value));
  }

  private Transaction transactionOrNone() {
    boolean none = transactionId.isEmpty() && currency.isEmpty() && products.isEmpty();
    return none && revenue == null && tax == null && shipping == null
        ? Transaction.NONE
        : new Transaction(
            transactionId,
            Optional.ofNullable(revenue),
            Optional.ofNullable(tax),
            Optional.ofNullable(shipping),
            currency,
            products);
  }

  private Custom customOrNone() {
    return dimensions.isEmpty() && metrics.isEmpty() && props.isEmpty()
        ? Custom.NONE
        : new Custom(dimensions, metrics, props);
  }

  private static <K, V> Map<K, V> put(Map<K, V> map, K key, V entry) {
    if (entry == null) {
      if (!map.isEmpty()) {
        map.remove(key);
      }
      return map;
    }
    Map<K, V> grown = map.isEmpty() ? new HashMap<>() : map;
    grown.put(key, entry);
    return grown;
  }
}
