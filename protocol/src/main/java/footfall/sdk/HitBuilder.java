package footfall.sdk;

import footfall.protocol.hit.Custom;
import footfall.protocol.hit.DropReason;
import footfall.protocol.hit.EventType;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.HitDecoder;
import footfall.protocol.hit.HitJson;
import footfall.protocol.hit.Limits;
import footfall.protocol.hit.Transaction;
import footfall.protocol.hit.Validation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Puts a hit together. It happened when the builder was made, unless {@link #at} says otherwise,
 * and has a random event id. A text that is null or empty is the same as not sent. {@link #build}
 * checks all of it by the rules of {@code protocol/README.md}.
 */
public final class HitBuilder {
  static final String SDK_VERSION = "java/0.1.0";

  private final String websiteId;
  private final EventType type;
  private UUID eventId = UUID.randomUUID();
  private Instant time = Instant.now();
  private String sessionId;
  private String visitorId;
  private String userId;
  private String name;
  private String category;
  private String action;
  private String label;
  private Optional<Double> value = Optional.empty();
  private String url;
  private String title;
  private String referrer;
  private Duration timeOnPage = Duration.ZERO;
  private String userAgent;
  private String ipAddress;
  private String screenResolution;
  private String language;
  private String transactionId;
  private Optional<BigDecimal> revenue = Optional.empty();
  private Optional<BigDecimal> tax = Optional.empty();
  private Optional<BigDecimal> shipping = Optional.empty();
  private String currency;
  private final List<Transaction.Product> products = new ArrayList<>();
  private final Map<Integer, String> dimensions = new HashMap<>();
  private final Map<Integer, Double> metrics = new HashMap<>();
  private final Map<String, String> props = new HashMap<>();

  private HitBuilder(String websiteId, EventType type) {
    this.websiteId = websiteId;
    this.type = type;
  }

  public static HitBuilder pageview(String websiteId, String url) {
    return new HitBuilder(websiteId, EventType.PAGEVIEW).pageUrl(url);
  }

  public static HitBuilder event(String websiteId, String name) {
    HitBuilder builder = new HitBuilder(websiteId, EventType.EVENT);
    builder.name = name;
    return builder;
  }

  /** A purchase; {@code currency}: three letters of ISO 4217. */
  public static HitBuilder transaction(
      String websiteId, String transactionId, BigDecimal revenue, String currency) {
    HitBuilder builder = new HitBuilder(websiteId, EventType.TRANSACTION);
    builder.transactionId = transactionId;
    builder.revenue = Optional.of(revenue);
    builder.currency = currency;
    return builder;
  }

  /** When it happened, to the millisecond; more than 7 days ago it counts as of its arrival. */
  public HitBuilder at(Instant when) {
    time = when;
    return this;
  }

  /** What a hit made again after a crash of its sender has to repeat, so that it counts once. */
  public HitBuilder eventId(UUID id) {
    eventId = id;
    return this;
  }

  public HitBuilder sessionId(String id) {
    sessionId = id;
    return this;
  }

  /** The visitor's device. */
  public HitBuilder visitorId(String id) {
    visitorId = id;
    return this;
  }

  /** The visitor's account. */
  public HitBuilder userId(String id) {
    userId = id;
    return this;
  }

  public HitBuilder category(String text) {
    category = text;
    return this;
  }

  public HitBuilder action(String text) {
    action = text;
    return this;
  }

  public HitBuilder label(String text) {
    label = text;
    return this;
  }

  public HitBuilder value(double number) {
    value = Optional.of(number);
    return this;
  }

  public HitBuilder pageUrl(String address) {
    url = address;
    return this;
  }

  public HitBuilder pageTitle(String text) {
    title = text;
    return this;
  }

  public HitBuilder pageReferrer(String address) {
    referrer = address;
    return this;
  }

  public HitBuilder timeOnPage(Duration duration) {
    timeOnPage = duration;
    return this;
  }

  /** The visitor's, as the request has it: device, browser and robots are told by it. */
  public HitBuilder userAgent(String text) {
    userAgent = text;
    return this;
  }

  /** The visitor's, IPv4 or IPv6; without it a collector takes this server's. */
  public HitBuilder ipAddress(String address) {
    ipAddress = address;
    return this;
  }

  /** Such as {@code 1920x1080}. */
  public HitBuilder screenResolution(String text) {
    screenResolution = text;
    return this;
  }

  /** Such as {@code de-AT}. */
  public HitBuilder language(String text) {
    language = text;
    return this;
  }

  public HitBuilder tax(BigDecimal amount) {
    tax = Optional.of(amount);
    return this;
  }

  public HitBuilder shipping(BigDecimal amount) {
    shipping = Optional.of(amount);
    return this;
  }

  /** One line of the purchase; {@code price} is that of one piece. */
  public HitBuilder product(
      String sku, String productName, String productCategory, BigDecimal price, int quantity) {
    products.add(
        new Transaction.Product(
            text(sku), text(productName), text(productCategory), Optional.of(price), quantity));
    return this;
  }

  /**
   * {@code index}: 1 to 20.
   *
   * @throws InvalidHitException where it is not
   */
  public HitBuilder customDimension(int index, String text) {
    dimensions.put(checked("custom_dimension_", index), text(text));
    return this;
  }

  /**
   * {@code index}: 1 to 20.
   *
   * @throws InvalidHitException where it is not
   */
  public HitBuilder customMetric(int index, double number) {
    metrics.put(checked("custom_metric_", index), number);
    return this;
  }

  public HitBuilder prop(String propName, String text) {
    props.put(text(propName), text(text));
    return this;
  }

  /**
   * The hit, as it will be stored.
   *
   * @throws InvalidHitException where a rule is broken; its message says which and what to do
   */
  public Hit build() {
    Validation read = HitDecoder.decodeDraft(HitJson.write(hit()), HitDecoder.JSON);
    if (read instanceof Validation.Rejected refusal) {
      throw new InvalidHitException(refusal);
    }
    Hit valid = ((Validation.Accepted) read).hit();
    boolean nobody = valid.identity().visitorKey().isEmpty();
    if (nobody && (valid.client().ipAddress().isEmpty() || valid.client().userAgent().isEmpty())) {
      throw new InvalidHitException(
          DropReason.MISSING_IDENTITY,
          "no identity; give at least one of session_id, visitor_id and user_id, or the visitor's"
              + " ip_address and user_agent, by which a collector tells visitors apart");
    }
    return valid;
  }

  private Hit hit() {
    return new Hit(
        Hit.SCHEMA_VERSION,
        text(websiteId),
        type,
        eventId,
        time.toEpochMilli(),
        0,
        new Hit.Identity(text(sessionId), text(visitorId), text(userId), ""),
        new Hit.Action(text(name), text(category), text(action), text(label), value),
        new Hit.Page(text(url), text(title), text(referrer), timeOnPage.toMillis() / 1_000.0),
        new Hit.Client(
            text(userAgent), text(ipAddress), text(screenResolution), text(language), SDK_VERSION),
        new Transaction(text(transactionId), revenue, tax, shipping, text(currency), products),
        new Custom(dimensions, metrics, props));
  }

  private static int checked(String field, int index) {
    if (index < 1 || index > Limits.CUSTOM) {
      throw new InvalidHitException(
          DropReason.INVALID_FIELD,
          field + index + " does not exist; give an index of 1 to " + Limits.CUSTOM);
    }
    return index;
  }

  private static String text(String given) {
    return given == null ? "" : given;
  }
}
