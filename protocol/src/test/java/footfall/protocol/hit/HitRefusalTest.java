package footfall.protocol.hit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One case, at least, for each reason for which reading refuses. */
class HitRefusalTest {
  /** Not found by reading: what a website's settings say by the collector, a failure by a shard. */
  private static final Set<DropReason> FOUND_ELSEWHERE =
      EnumSet.of(
          DropReason.UNKNOWN_WEBSITE,
          DropReason.PAUSED_WEBSITE,
          DropReason.DELETED_WEBSITE,
          DropReason.HOSTNAME_NOT_ALLOWED,
          DropReason.RATE_LIMITED,
          DropReason.FAILED);

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal(DropReason.EMPTY, "", "send a hit"),
        refusal(DropReason.EMPTY, "  \n", "send a hit"),
        refusal(DropReason.TOO_LARGE, "\"".repeat(65_537), "65536"),
        refusal(DropReason.MALFORMED, "{\"website_id\":", "at byte"),
        refusal(DropReason.MALFORMED, "nonsense", "at byte"),
        refusal(DropReason.MALFORMED, "{} {}", "array"),
        refusal(DropReason.MALFORMED, "{\"event_value\":NaN}", "at byte"),
        refusal(DropReason.MALFORMED, "{\"a\":\"\u0001\"}", "at byte"),
        refusal(DropReason.NOT_AN_OBJECT, "[]", "braces"),
        refusal(DropReason.NOT_AN_OBJECT, "\"text\"", "braces"),
        refusal(DropReason.TOO_DEEP, "{\"a\":" + "[".repeat(20), "20"),
        refusal(DropReason.FIELD_TOO_LONG, "{\"" + "k".repeat(600) + "\":1}", "512"),
        refusal(DropReason.MISSING_WEBSITE_ID, "{}", "website_id"),
        refusal(DropReason.MISSING_EVENT_TYPE, "{\"website_id\":\"w\"}", "event_type"),
        refusal(
            DropReason.MISSING_CLIENT_TIMESTAMP,
            "{\"website_id\":\"w\",\"event_type\":\"event\"}",
            "client_timestamp"),
        refusal(
            DropReason.MISSING_IDENTITY,
            "{\"website_id\":\"w\",\"event_type\":\"event\",\"client_timestamp\":1}",
            "visitor_id"));
  }

  static Stream<Arguments> badFields() {
    return Stream.of(
        refusal(DropReason.UNSUPPORTED_SCHEMA_VERSION, "\"schema_version\":2", "schema_version"),
        refusal(DropReason.INVALID_WEBSITE_ID, "\"website_id\":\"a b\"", "website_id"),
        refusal(DropReason.INVALID_WEBSITE_ID, string("website_id", 65), "website_id"),
        refusal(DropReason.INVALID_EVENT_TYPE, "\"event_type\":\"PageView\"", "event_type"),
        refusal(DropReason.INVALID_CLIENT_TIMESTAMP, "\"client_timestamp\":-1", "RFC 3339"),
        refusal(DropReason.INVALID_CLIENT_TIMESTAMP, "\"client_timestamp\":\"now\"", "RFC 3339"),
        refusal(DropReason.INVALID_CLIENT_TIMESTAMP, "\"client_timestamp\":[1]", "RFC 3339"),
        refusal(DropReason.INVALID_CLIENT_TIMESTAMP, "\"client_timestamp\":true", "RFC 3339"),
        refusal(DropReason.INVALID_SENT_AT, "\"sent_at\":1e99", "sent_at"),
        refusal(DropReason.INVALID_EVENT_ID, "\"event_id\":\"1-1-1-1-1\"", "event_id"),
        refusal(DropReason.INVALID_IP_ADDRESS, "\"ip_address\":\"localhost\"", "ip_address"),
        refusal(DropReason.INVALID_NUMBER, "\"event_value\":1e999", "event_value"),
        refusal(DropReason.INVALID_NUMBER, "\"event_value\":\"NaN\"", "event_value"),
        refusal(DropReason.INVALID_NUMBER, "\"event_value\":" + "1".repeat(65), "event_value"),
        refusal(DropReason.INVALID_NUMBER, "\"time_on_page\":-0.1", "time_on_page"),
        refusal(DropReason.INVALID_NUMBER, "\"time_on_page\":31536001", "time_on_page"),
        refusal(DropReason.INVALID_NUMBER, "\"custom_metric_1\":{}", "custom_metric"),
        refusal(DropReason.INVALID_NUMBER, "\"products\":[{\"quantity\":1.5}]", "quantity"),
        refusal(DropReason.INVALID_NUMBER, "\"products\":[{\"quantity\":-1}]", "quantity"),
        refusal(DropReason.INVALID_MONEY, "\"transaction_revenue\":0.00001", "transaction_revenue"),
        refusal(DropReason.INVALID_MONEY, "\"transaction_tax\":1e14", "transaction_tax"),
        refusal(DropReason.INVALID_MONEY, "\"transaction_tax\":1e999999999", "transaction_tax"),
        refusal(DropReason.INVALID_MONEY, "\"products\":[{\"price\":\"12,50\"}]", "price"),
        refusal(DropReason.INVALID_CURRENCY, "\"currency\":\"EURO\"", "currency"),
        refusal(DropReason.INVALID_CURRENCY, "\"currency\":\"€\"", "currency"),
        refusal(DropReason.INVALID_FIELD, "\"page_url\":{\"a\":1}", "page_url"),
        refusal(DropReason.INVALID_FIELD, "\"products\":{}", "products"),
        refusal(DropReason.INVALID_FIELD, "\"products\":[1]", "products"),
        refusal(DropReason.INVALID_FIELD, "\"props\":[]", "props"),
        refusal(DropReason.INVALID_FIELD, "\"props\":{\"\":1}", "props"),
        refusal(DropReason.INVALID_FIELD, "\"props\":{\"a\":{}}", "props"),
        refusal(DropReason.INVALID_FIELD, "\"custom_dimension_0\":\"a\"", "1 to 20"),
        refusal(DropReason.INVALID_FIELD, "\"custom_dimension_21\":\"a\"", "1 to 20"),
        refusal(DropReason.INVALID_FIELD, "\"custom_metric_01\":1", "1 to 20"),
        refusal(DropReason.FIELD_TOO_LONG, string("page_url", 4_097), "4096"),
        refusal(DropReason.FIELD_TOO_LONG, string("user_id", 257), "user_id"),
        refusal(DropReason.TOO_MANY_ITEMS, "\"props\":{" + props(51) + "}", "props"),
        refusal(DropReason.TOO_MANY_ITEMS, "\"products\":[" + products(101) + "]", "products"));
  }

  @ParameterizedTest
  @MethodSource
  void refusals(DropReason reason, String json, String advice) {
    Validation.Rejected refused = Hits.refused(Hits.bytes(json));
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.detail()).contains(advice).hasSizeLessThan(200);
  }

  @ParameterizedTest
  @MethodSource
  void badFields(DropReason reason, String field, String advice) {
    Validation.Rejected refused = Hits.refused(Hits.jsonWith(field));
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.detail()).contains(advice).hasSizeLessThan(200);
  }

  @Test
  void anotherContentTypeIsRefused() {
    Validation.Rejected refused =
        Hits.refused(HitDecoder.decode(HitJson.write(Hits.minimal()), "text/html"));
    assertThat(refused.reason()).isEqualTo(DropReason.UNSUPPORTED_CONTENT_TYPE);
  }

  @Test
  void nothingAtAllIsEmpty() {
    assertThat(Hits.refused(HitDecoder.decode(null, null)).reason()).isEqualTo(DropReason.EMPTY);
  }

  @Test
  void textThatIsNotUtf8IsMalformed() {
    byte[] utf16 =
        new String(HitJson.write(Hits.minimal()), StandardCharsets.UTF_8)
            .getBytes(StandardCharsets.UTF_16);
    byte[] latin1 =
        new String(Hits.jsonWith("\"page_title\":\"ü\""), StandardCharsets.UTF_8)
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Hits.refused(utf16).reason()).isEqualTo(DropReason.MALFORMED);
    assertThat(Hits.refused(latin1).reason()).isEqualTo(DropReason.MALFORMED);
  }

  @Test
  void aDetailQuotesLittleOfWhatWasSentAndNoControls() {
    String hostile = "\"event_type\":\"\\u001b[31m\\n" + "x".repeat(1_000) + "\"";
    assertThat(Hits.refused(Hits.jsonWith(hostile)).detail())
        .contains("\" [31m x")
        .hasSizeLessThan(150)
        .doesNotContainPattern("\\p{Cntrl}");
  }

  @Test
  void everyReasonHasACase() {
    EnumSet<DropReason> covered = EnumSet.of(DropReason.UNSUPPORTED_CONTENT_TYPE);
    Stream.concat(refusals(), badFields()).forEach(c -> covered.add((DropReason) c.get()[0]));
    covered.addAll(FOUND_ELSEWHERE);
    assertThat(covered).containsExactlyInAnyOrder(DropReason.values());
    assertThat(Arrays.stream(DropReason.values()).map(DropReason::wire))
        .allMatch(wire -> wire.matches("[a-z_]+"));
  }

  private static Arguments refusal(DropReason reason, String json, String advice) {
    return Arguments.of(reason, json, advice);
  }

  private static String string(String field, int length) {
    return '"' + field + "\":\"" + "x".repeat(length) + '"';
  }

  static String props(int count) {
    return join(count, "\"p%d\":\"x\"");
  }

  static String products(int count) {
    return join(count, "{\"sku\":\"%d\"}");
  }

  private static String join(int count, String item) {
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < count; i++) {
      joined.append(i == 0 ? "" : ",").append(item.replace("%d", Integer.toString(i)));
    }
    return joined.toString();
  }
}
