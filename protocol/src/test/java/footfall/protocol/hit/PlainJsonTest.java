package footfall.protocol.hit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the quick reader of plain JSON takes, the reader of all JSON reads the same. */
class PlainJsonTest {
  private static final List<String> NAMES =
      List.of(
          "website_id",
          "event_type",
          "event_id",
          "client_timestamp",
          "sent_at",
          "visitor_id",
          "user_id",
          "page_url",
          "time_on_page",
          "event_value",
          "transaction_revenue",
          "currency",
          "custom_dimension_7",
          "custom_metric_20",
          "custom_metric_21",
          "products",
          "props",
          "sku",
          "price",
          "quantity",
          "schema_version",
          "something_else",
          "");

  private static final List<String> SCALARS =
      List.of(
          "\"site-1\"",
          "\"pageview\"",
          "\"123e4567-e89b-12d3-a456-426614174000\"",
          "1700000000000",
          "\"2026-11-21T12:00:00Z\"",
          "\"\"",
          "0",
          "-0",
          "-1.50",
          "00",
          "01",
          "1.",
          ".5",
          "1e3",
          "1E-2",
          "99999999999999999999",
          "\"12.5\"",
          "true",
          "false",
          "null",
          "nul",
          "NaN",
          "\"a , : { } [ ] b\"");

  private static final String DAMAGE = "\"{}[],:0123456789.-+eEtrufalsn 'x/";

  private final Random random = new Random(5);

  @Test
  void whatItTakesIsReadTheSameByTheReaderOfAllJson() {
    int taken = 0;
    for (int i = 0; i < 60_000; i++) {
      byte[] json = damaged(object(0));
      Validation plain = HitJsonReader.readPlain(json);
      if (plain != null) {
        taken++;
        assertThat(HitJsonReader.readAny(json)).as(text(json)).isEqualTo(plain);
      }
    }
    assertThat(taken).isGreaterThan(6_000);
  }

  @Test
  void itTakesWhatTheReaderOfAllJsonAccepts() {
    for (int i = 0; i < 20_000; i++) {
      byte[] json = bytes(object(0));
      if (HitJsonReader.readAny(json) instanceof Validation.Accepted accepted) {
        boolean hasExponent = text(json).matches(".*[0-9][eE].*");
        assertThat(HitJsonReader.readPlain(json))
            .as(text(json))
            .isIn(hasExponent ? new Validation[] {accepted, null} : new Validation[] {accepted});
      }
    }
  }

  @Test
  void aHitIsReadWithEveryOneOfItsFields() {
    byte[] json =
        bytes(
            "{ \"website_id\":\"w\" , \"event_type\":\"transaction\",\"client_timestamp\":1700000000000,"
                + "\"visitor_id\":\"v\",\"page_url\":\"https://a.example/b?c=d\",\"time_on_page\":1.5,"
                + "\"transaction_revenue\":12.50,\"currency\":\"EUR\",\"products\":[{\"sku\":\"s\","
                + "\"price\":\"6.25\",\"quantity\":2,\"else\":[[{}]]}],\"props\":{\"a\":\"b\"},"
                + "\"custom_dimension_1\":\"one\",\"custom_metric_2\":2,\"unknown\":{\"x\":[1,2]}}");
    Validation read = HitJsonReader.readPlain(json);

    assertThat(read).isInstanceOf(Validation.Accepted.class).isEqualTo(HitJsonReader.readAny(json));
    assertThat(((Validation.Accepted) read).hit().transaction().products()).hasSize(1);
  }

  @Test
  void plainBytesArePrintableAsciiWithoutBackslashes() {
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      boolean plain = true;
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] =
            (byte) (random.nextInt(60) == 0 ? random.nextInt(256) : '!' + random.nextInt(60));
        plain &= bytes[j] >= ' ' && bytes[j] != '\\' && bytes[j] != 0x7f;
      }
      assertThat(CleanText.isPlain(bytes)).isEqualTo(plain);
    }
  }

  @Test
  void aQuotationMarkIsFoundWhereverItStands() {
    for (int i = 0; i < 50_000; i++) {
      StringBuilder line = new StringBuilder();
      for (int j = random.nextInt(40); j > 0; j--) {
        line.append("\"!#abc0".charAt(random.nextInt(7)));
      }
      int from = random.nextInt(line.length() + 1);
      assertThat(CleanText.indexOfQuote(bytes(line.toString()), from))
          .isEqualTo(line.indexOf("\"", from));
    }
  }

  private String object(int depth) {
    StringBuilder json = new StringBuilder("{");
    if (depth == 0 && random.nextInt(10) > 0) {
      json.append("\"website_id\":\"w\",\"event_type\":\"event\",\"client_timestamp\":17,");
    }
    for (int i = random.nextInt(6); i >= 0; i--) {
      json.append(blank()).append('"').append(oneOf(NAMES)).append('"').append(blank());
      json.append(':').append(value(depth)).append(i > 0 ? "," : "");
    }
    return json.append(blank()).append('}').append(depth == 0 ? blank() : "").toString();
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 20 ? 8 : 10)) {
      case 8 -> object(depth + 1);
      case 9 ->
          "[" + (random.nextBoolean() ? "" : value(depth + 1) + "," + object(depth + 1)) + "]";
      default -> blank() + oneOf(SCALARS) + blank();
    };
  }

  private String blank() {
    return random.nextInt(8) == 0 ? " " : "";
  }

  private String oneOf(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }

  private byte[] damaged(String json) {
    byte[] bytes = bytes(json);
    for (int i = random.nextInt(3); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) DAMAGE.charAt(random.nextInt(DAMAGE.length()));
    }
    return bytes;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(byte[] ascii) {
    return new String(ascii, StandardCharsets.US_ASCII);
  }
}
