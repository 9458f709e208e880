package footfall.protocol.hit;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Hits and shorthands that several tests share. */
final class Hits {
  static final UUID EVENT_ID = UUID.fromString("0f3c1f0e-6d2a-4c8e-9b1d-2a7f5e4c3b21");
  static final long TIME = 1_795_262_400_000L;

  private Hits() {}

  static Hit minimal() {
    return new Hit(
        Hit.SCHEMA_VERSION,
        "shop.example",
        EventType.PAGEVIEW,
        EVENT_ID,
        TIME,
        0,
        new Hit.Identity("", "v-1", "", ""),
        Hit.Action.NONE,
        Hit.Page.NONE,
        Hit.Client.NONE,
        Transaction.NONE,
        Custom.NONE);
  }

  static Hit full() {
    return new Hit(
        Hit.SCHEMA_VERSION,
        "shop.example",
        EventType.TRANSACTION,
        EVENT_ID,
        TIME,
        TIME + 250,
        new Hit.Identity("s-1", "v-1", "user 42", "v-0"),
        new Hit.Action("purchase", "shop", "buy", "Grüße 👋", Optional.of(-12.5)),
        new Hit.Page(
            "https://shop.example/a?b=c&d=%20", "Kasse \"2\"", "https://search.example/", 12.75),
        new Hit.Client("Mozilla/5.0 (X11)", "2001:db8::1", "1920x1080", "de-DE", "js-1.0.0"),
        transaction(),
        new Custom(
            Map.of(1, "gold", 20, "blue"),
            Map.of(2, 0.1, 20, 1e300),
            Map.of("plan", "pro", "über", "ja")));
  }

  private static Transaction transaction() {
    return new Transaction(
        "t-1001",
        Optional.of(new BigDecimal("99999999999999.9999")),
        Optional.of(new BigDecimal("-0.0001")),
        Optional.of(new BigDecimal("0")),
        "EUR",
        List.of(
            new Transaction.Product(
                "sku-1", "Tee", "Getränke", Optional.of(new BigDecimal("3.5")), 2),
            new Transaction.Product("sku-2", "", "", Optional.empty(), 0)));
  }

  /** A complete JSON hit with one more field, or with one replaced: the last one counts. */
  static byte[] jsonWith(String field) {
    return bytes(
        "{\"website_id\":\"w\",\"event_type\":\"pageview\",\"client_timestamp\":1795262400000,"
            + "\"visitor_id\":\"v\","
            + field
            + "}");
  }

  static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  static Hit accepted(byte[] json) {
    return accepted(HitDecoder.decode(json, null));
  }

  static Hit accepted(Validation read) {
    if (read instanceof Validation.Accepted accepted) {
      return accepted.hit();
    }
    throw new AssertionError("refused: " + read);
  }

  static Validation.Rejected refused(byte[] json) {
    return refused(HitDecoder.decode(json, null));
  }

  static Validation.Rejected refused(Validation read) {
    if (read instanceof Validation.Rejected refused) {
      return refused;
    }
    throw new AssertionError("accepted: " + read);
  }
}
