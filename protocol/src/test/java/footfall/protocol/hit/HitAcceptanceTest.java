package footfall.protocol.hit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hit may hold, up to the very edge, and what leniency gives. */
class HitAcceptanceTest {
  @ParameterizedTest
  @CsvSource({
    "1795262400123, 1795262400123",
    "1795262400123.9, 1795262400123",
    "1.795262400123e12, 1795262400123",
    "'\"1795262400123\"', 1795262400123",
    "'\"2026-11-21T12:00:00Z\"', 1795262400000",
    "'\"2026-11-21t13:00:00.5+01:00\"', 1795262400500",
    "'\"2026-11-21T12:00:00.123456789Z\"', 1795262400123",
    "0, 0",
    "10413791999999, 10413791999999"
  })
  void aTimeIsEpochMillisecondsOrRfc3339(String sent, long millis) {
    assertThat(with("\"client_timestamp\":" + sent).clientTimestamp()).isEqualTo(millis);
    assertThat(with("\"sent_at\":" + sent).sentAt()).isEqualTo(millis);
  }

  @Test
  void unknownKeysArePassedOverWhateverTheyHold() {
    Hit plain = with("\"visitor_id\":\"v\"");
    assertThat(with("\"x\":{\"website_id\":[\"no\",{\"y\":null}]},\"z\":1e400")).isEqualTo(plain);
  }

  @Test
  void ofAKeyThatComesTwiceTheLastOneCounts() {
    assertThat(with("\"page_title\":\"a\",\"page_title\":\"b\"").page().title()).isEqualTo("b");
    assertThat(with("\"props\":{\"a\":1,\"a\":2},\"props\":{\"b\":3,\"b\":4}").custom().props())
        .isEqualTo(Map.of("b", "4"));
    assertThat(with("\"products\":[{}],\"products\":[]").transaction().products()).isEmpty();
  }

  @Test
  void nullIsTheSameAsNotSent() {
    Hit plain = with("\"visitor_id\":\"v\"");
    assertThat(
            with(
                "\"schema_version\":null,\"event_id\":null,\"sent_at\":null,\"page_url\":null,"
                    + "\"event_value\":null,\"time_on_page\":null,\"ip_address\":null,"
                    + "\"currency\":null,\"transaction_revenue\":null,\"products\":null,"
                    + "\"props\":null,\"custom_dimension_1\":null,\"custom_metric_1\":null,"
                    + "\"user_id\":null"))
        .isEqualTo(plain);
  }

  @Test
  void numbersAndBooleansAreTakenAsTextAsTheyAreWritten() {
    assertThat(with("\"user_id\":1e2").identity().userId()).isEqualTo("1e2");
    assertThat(with("\"props\":{\"a\":true,\"b\":1.50,\"c\":null}").custom().props())
        .isEqualTo(Map.of("a", "true", "b", "1.50"));
  }

  @Test
  void numbersInQuotesAreTakenAsNumbers() {
    assertThat(with("\"event_value\":\"-12.5e1\"").action().value()).isEqualTo(Optional.of(-125.0));
    assertThat(with("\"products\":[{\"quantity\":\"3\"}]").transaction().products().get(0))
        .isEqualTo(new Transaction.Product("", "", "", Optional.empty(), 3));
  }

  @ParameterizedTest
  @CsvSource({
    "12.5, 12.5",
    "'\"12.50\"', 12.5",
    "12.34560, 12.3456",
    "1e2, 100",
    "-0.0001, -0.0001",
    "99999999999999.9999, 99999999999999.9999",
    "0.00, 0",
    "0e-999999999, 0"
  })
  void moneyIsDecimalAndHasOneForm(String sent, String amount) {
    assertThat(with("\"transaction_revenue\":" + sent).transaction().revenue())
        .isEqualTo(Optional.of(new BigDecimal(amount)));
  }

  @Test
  void moneyIsCountedInTenThousandths() {
    assertThat(Money.tenThousandths(new BigDecimal("12.5"))).isEqualTo(125_000);
    assertThat(Money.tenThousandths(new BigDecimal("-99999999999999.9999")))
        .isEqualTo(-999_999_999_999_999_999L);
    assertThat(Money.decimal(125_000)).isEqualTo(new BigDecimal("12.5000"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"w", "A-Z_a.z-09", "42"})
  void aWebsiteIdIsOfLettersDigitsAndThreeSigns(String id) {
    assertThat(with("\"website_id\":\"" + id + "\"").websiteId()).isEqualTo(id);
  }

  @Test
  void textsAreTakenUpToTheirLimit() {
    assertThat(with("\"website_id\":\"" + "x".repeat(64) + "\"").websiteId()).hasSize(64);
    assertThat(with("\"page_url\":\"" + "x".repeat(4_096) + "\"").page().url()).hasSize(4_096);
    assertThat(with("\"user_id\":\"" + "ü".repeat(256) + "\"").identity().userId()).hasSize(256);
  }

  @Test
  void listsAreTakenUpToTheirLimit() {
    assertThat(with("\"props\":{" + HitRefusalTest.props(50) + "}").custom().props()).hasSize(50);
    with("\"props\":{\"" + "€".repeat(128) + "\":1}");
    assertThat(with("\"products\":[" + HitRefusalTest.products(100) + "]").transaction().products())
        .hasSize(100);
    assertThat(with("\"custom_dimension_20\":\"a\"").custom().dimensions())
        .isEqualTo(Map.of(20, "a"));
  }

  @Test
  void aHitOf64KibibytesIsTakenAndNestingUpToTwentyAndALongKey() {
    byte[] frame = Hits.jsonWith("\"x\":\"\"");
    String filler = "y".repeat(Limits.HIT_BYTES - frame.length);
    assertThat(Hits.jsonWith("\"x\":\"" + filler + "\"")).hasSize(Limits.HIT_BYTES);
    with("\"x\":\"" + filler + "\"");
    with('"' + "k".repeat(500) + "\":1");
    with("\"x\":" + "[".repeat(19) + "]".repeat(19));
  }

  @Test
  void controlsBecomeSpacesAndHalvesOfACharacterTheReplacementCharacter() {
    assertThat(with("\"page_title\":\"a\\u0000b\\tc\\u007fd\\u009be\"").page().title())
        .isEqualTo("a b c d e");
    assertThat(with("\"page_title\":\"\\ud83d\\udc4b \\ud83d \\udc4b\"").page().title())
        .isEqualTo("\ud83d\udc4b \ufffd \ufffd");
    assertThat(with("\"props\":{\"\\n\":\"\\r\"}").custom().props()).isEqualTo(Map.of(" ", " "));
  }

  @Test
  void anIdentityOfBlanksIsNone() {
    byte[] json =
        Hits.bytes(
            "{\"website_id\":\"w\",\"event_type\":\"event\",\"client_timestamp\":1,"
                + "\"user_id\":\" \\u0000\"}");
    assertThat(Hits.refused(json).reason()).isEqualTo(DropReason.MISSING_IDENTITY);
  }

  @Test
  void theVisitorKeyIsTheFirstOfSessionVisitorAndUser() {
    assertThat(with("\"user_id\":\"u\"").identity().visitorKey()).isEqualTo("v");
    assertThat(with("\"session_id\":\"s\"").identity().visitorKey()).isEqualTo("s");
    assertThat(with("\"user_id\":\"u\",\"visitor_id\":\"\"").identity().visitorKey())
        .isEqualTo("u");
  }

  @Test
  void contentTypesMayHaveParametersAndAnyCase() {
    byte[] json = HitJson.write(Hits.minimal());
    assertThat(Hits.accepted(HitDecoder.decode(json, "Application/JSON; charset=utf-8")))
        .isEqualTo(Hits.minimal());
  }

  private static Hit with(String field) {
    return Hits.accepted(Hits.jsonWith(field));
  }
}
