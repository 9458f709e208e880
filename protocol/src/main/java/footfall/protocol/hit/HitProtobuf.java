package footfall.protocol.hit;

import com.google.protobuf.Descriptors.FieldDescriptor;
import footfall.protocol.hit.v1.HitMessage;
import footfall.protocol.hit.v1.Product;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes a hit as Protobuf ({@code hit.proto}). What was not sent is left out. {@link HitDecoder}
 * reads an equal hit from it.
 */
public final class HitProtobuf {
  /** In the order of their numbers: those of one kind lie side by side in {@code hit.proto}. */
  static final FieldDescriptor[] DIMENSIONS = numbered("custom_dimension_");

  static final FieldDescriptor[] METRICS = numbered("custom_metric_");

  private HitProtobuf() {}

  public static byte[] write(Hit hit) {
    HitMessage.Builder message =
        HitMessage.newBuilder()
            .setWebsiteId(hit.websiteId())
            .setEventType(hit.eventType().wire())
            .setClientTimestamp(hit.clientTimestamp())
            .setSchemaVersion(hit.schemaVersion());
    if (!hit.eventId().equals(Hit.NO_ID)) {
      message.setEventId(hit.eventId().toString());
    }
    if (hit.sentAt() != 0) {
      message.setSentAt(hit.sentAt());
    }
    writeIdentity(message, hit.identity());
    writeAction(message, hit.action());
    writePage(message, hit.page());
    writeClient(message, hit.client());
    writeTransaction(message, hit.transaction());
    writeCustom(message, hit.custom());
    return message.build().toByteArray();
  }

  private static void writeIdentity(HitMessage.Builder message, Hit.Identity identity) {
    message
        .setSessionId(identity.sessionId())
        .setVisitorId(identity.visitorId())
        .setUserId(identity.userId())
        .setPreviousVisitorId(identity.previousVisitorId());
  }

  private static void writeAction(HitMessage.Builder message, Hit.Action action) {
    message
        .setEventName(action.name())
        .setEventCategory(action.category())
        .setEventAction(action.action())
        .setEventLabel(action.label());
    action.value().ifPresent(message::setEventValue);
  }

  private static void writePage(HitMessage.Builder message, Hit.Page page) {
    message.setPageUrl(page.url()).setPageTitle(page.title()).setPageReferrer(page.referrer());
    if (page.timeOnPage() != 0) {
      message.setTimeOnPage(page.timeOnPage());
    }
  }

  private static void writeClient(HitMessage.Builder message, Hit.Client client) {
    message
        .setUserAgent(client.userAgent())
        .setIpAddress(client.ipAddress())
        .setScreenResolution(client.screenResolution())
        .setLanguage(client.language())
        .setSdkVersion(client.sdkVersion());
  }

  private static void writeTransaction(HitMessage.Builder message, Transaction transaction) {
    message
        .setTransactionId(transaction.id())
        .setTransactionRevenue(text(transaction.revenue()))
        .setTransactionTax(text(transaction.tax()))
        .setTransactionShipping(text(transaction.shipping()))
        .setCurrency(transaction.currency());
    for (Transaction.Product product : transaction.products()) {
      message.addProducts(
          Product.newBuilder()
              .setSku(product.sku())
              .setName(product.name())
              .setCategory(product.category())
              .setPrice(text(product.price()))
              .setQuantity(product.quantity()));
    }
  }

  private static void writeCustom(HitMessage.Builder message, Custom custom) {
    custom.dimensions().forEach((number, text) -> message.setField(DIMENSIONS[number - 1], text));
    custom.metrics().forEach((number, metric) -> message.setField(METRICS[number - 1], metric));
    // Sorted, so that equal hits are equal bytes.
    message.putAllProps(new TreeMap<>(custom.props()));
  }

  private static String text(Optional<BigDecimal> amount) {
    return amount.map(BigDecimal::toPlainString).orElse("");
  }

  private static FieldDescriptor[] numbered(String prefix) {
    FieldDescriptor[] fields = new FieldDescriptor[Limits.CUSTOM];
    for (int i = 1; i <= Limits.CUSTOM; i++) {
      fields[i - 1] = HitMessage.getDescriptor().findFieldByName(prefix + i);
    }
    return fields;
  }
}
