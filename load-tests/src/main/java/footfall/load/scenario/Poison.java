package footfall.load.scenario;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import footfall.protocol.hit.v1.HitMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Records that are no hits, each with the one reason for which it must be refused. */
public final class Poison {
  private static final String CSV = "text/csv";

  /** A field that claims 127 bytes and has none. */
  private static final ByteString CUT_OFF = ByteString.copyFrom(new byte[] {0x0a, 0x7f});

  private static final int TOO_LARGE_BYTES = 70_000;
  private static final int TOO_LONG_CHARS = 5_000;
  private static final int TOO_DEEP = 40;

  /** A spoiled record; the value is null where there is none. */
  public record Spoiled(String reason, byte[] value, String contentType) {}

  /** Makes a spoiled record out of a sound hit's JSON. */
  private interface Kind {
    Spoiled spoil(String hit, SplittableRandom random);
  }

  private static final List<Kind> KINDS =
      List.of(
          (hit, random) -> new Spoiled("malformed", noise(random), null),
          (hit, random) -> text("malformed", hit.substring(0, hit.length() / 2)),
          (hit, random) -> new Spoiled("empty", new byte[0], null),
          (hit, random) -> new Spoiled("empty", null, null),
          (hit, random) -> text("not_an_object", "[" + hit + "]"),
          (hit, random) -> text("not_an_object", "\"pageview\""),
          (hit, random) -> new Spoiled("unsupported_content_type", bytes(hit), CSV),
          (hit, random) -> text("unsupported_schema_version", with(hit, "\"schema_version\":99")),
          (hit, random) ->
              text("too_large", with(hit, "\"x\":\"" + "x".repeat(TOO_LARGE_BYTES) + "\"")),
          (hit, random) ->
              text("too_deep", with(hit, "\"x\":" + "[".repeat(TOO_DEEP) + "]".repeat(TOO_DEEP))),
          (hit, random) -> text("missing_website_id", without(hit, "website_id")),
          (hit, random) -> text("invalid_website_id", with(hit, "\"website_id\":\"no such id!\"")),
          (hit, random) -> text("missing_event_type", without(hit, "event_type")),
          (hit, random) -> text("invalid_event_type", with(hit, "\"event_type\":\"click\"")),
          (hit, random) -> text("missing_client_timestamp", without(hit, "client_timestamp")),
          (hit, random) ->
              text("invalid_client_timestamp", with(hit, "\"client_timestamp\":\"soon\"")),
          (hit, random) -> text("missing_identity", nobody(hit)),
          (hit, random) -> text("invalid_event_id", with(hit, "\"event_id\":\"42\"")),
          (hit, random) -> text("invalid_ip_address", with(hit, "\"ip_address\":\"300.1.2.3\"")),
          (hit, random) -> text("invalid_number", with(hit, "\"event_value\":\"many\"")),
          (hit, random) -> text("invalid_money", with(hit, "\"transaction_revenue\":\"12,99\"")),
          (hit, random) -> text("invalid_currency", with(hit, "\"currency\":\"EURO\"")),
          (hit, random) -> text("invalid_field", with(hit, "\"custom_dimension_21\":\"x\"")),
          (hit, random) ->
              text(
                  "field_too_long",
                  with(hit, "\"page_title\":\"" + "t".repeat(TOO_LONG_CHARS) + "\"")),
          (hit, random) ->
              text("too_many_items", with(hit, "\"products\":[" + products(101) + "]")),
          (hit, random) ->
              protobuf("malformed", message(hit).build().toByteString().concat(CUT_OFF)),
          (hit, random) ->
              protobuf("missing_website_id", message(hit).clearWebsiteId().build().toByteString()),
          (hit, random) ->
              protobuf(
                  "invalid_money",
                  message(hit).setTransactionRevenue("12,99").build().toByteString()));

  public static int kinds() {
    return KINDS.size();
  }

  /**
   * Spoils a hit.
   *
   * @param kind from 0 to {@link #kinds} - 1
   * @param hit JSON of a sound hit
   */
  public static Spoiled of(int kind, byte[] hit, SplittableRandom random) {
    return KINDS.get(kind).spoil(new String(hit, StandardCharsets.UTF_8), random);
  }

  private static byte[] noise(SplittableRandom random) {
    byte[] noise = new byte[random.nextInt(1, 2000)];
    random.nextBytes(noise);
    noise[0] = (byte) 0xFF; // no JSON text and no UTF-8 text begins so
    return noise;
  }

  /** Of a key that comes twice the last one counts, so this also changes a field. */
  private static String with(String hit, String field) {
    return hit.substring(0, hit.length() - 1) + "," + field + "}";
  }

  private static String without(String hit, String field) {
    return hit.replace("\"" + field + "\"", "\"was_" + field + "\"");
  }

  private static String nobody(String hit) {
    return without(without(without(hit, "session_id"), "visitor_id"), "user_id");
  }

  private static String products(int count) {
    String[] all = new String[count];
    Arrays.fill(all, "{\"sku\":\"s\"}");
    return String.join(",", all);
  }

  private static Spoiled text(String reason, String value) {
    return new Spoiled(reason, bytes(value), null);
  }

  private static HitMessage.Builder message(String hit) {
    try {
      return HitMessage.newBuilder().mergeFrom(Protobuf.of(bytes(hit)));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Spoiled protobuf(String reason, ByteString message) {
    return new Spoiled(reason, message.toByteArray(), Protobuf.CONTENT_TYPE);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Poison() {}
}
