package footfall.load.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import footfall.load.topic.HomePartition;
import footfall.load.topic.TopicRecord;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.v1.HitMessage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
  private static final int PARTITIONS = 8;
  private static final long AT = 1_700_000_000_077L;
  private static final String ID = "00000000-0000-4000-8000-000000000001";
  private static final byte[] KEY = bytes("shop:s1");
  private static final int HOME = HomePartition.of(KEY, PARTITIONS);
  private static final int AWAY = (HOME + 1) % PARTITIONS;
  private static final byte[] JSON =
      bytes(
          "{\"website_id\":\"shop\",\"session_id\":\"s1\",\"visitor_id\":\"v1\",\"event_id\":\""
              + ID
              + "\",\"event_type\":\"transaction\",\"client_timestamp\":1700000000000,"
              + "\"transaction_revenue\":\"12.90\"}");
  private static final byte[] PROTOBUF =
      HitMessage.newBuilder()
          .setWebsiteId("shop")
          .setSessionId("s1")
          .setVisitorId("v1")
          .setEventId(ID)
          .setEventType("transaction")
          .setClientTimestamp(1_700_000_000_000L)
          .setTransactionRevenue("12.90")
          .build()
          .toByteArray();

  private final RecordReader reader =
      new RecordReader(record -> Enrichment.NONE, record -> Optional.empty(), PARTITIONS);

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private LogEntry read(int partition, byte[] key, byte[] value, String type) {
    Map<String, byte[]> headers = type.isEmpty() ? Map.of() : Map.of("content-type", bytes(type));
    return reader.read(new TopicRecord(partition, 5, AT, key, headers, value));
  }

  private LogEntry hashed(int partition, String route) {
    byte[] value =
        bytes(
            "{\"website_id\":\"shop\",\"visitor_id\":\"v1\",\"event_id\":\""
                + ID
                + "\",\"event_type\":\"pageview\",\"client_timestamp\":1}");
    return read(partition, bytes("shop:" + route), value, "");
  }

  @Test
  void aHitIsTheSameInJsonAndInProtobuf() {
    LogEntry json = read(HOME, KEY, JSON, "");
    assertThat(json.hit())
        .hasValue(
            new LoggedHit(
                HOME,
                5,
                AT,
                "shop",
                "s1",
                "",
                java.util.UUID.fromString(ID),
                "transaction",
                "",
                1_700_000_000_000L,
                "v1",
                "",
                129_000,
                Enrichment.NONE));
    assertThat(read(HOME, KEY, PROTOBUF, "application/x-protobuf")).isEqualTo(json);
    assertThat(read(HOME, KEY, JSON, "application/json")).isEqualTo(json);
  }

  @Test
  void aHitInAnotherPartitionThanItsKeysIsMisplacedAndCarriesTimeOnly() {
    LogEntry away = read(AWAY, KEY, JSON, "");
    assertThat(away.hit()).isEmpty();
    assertThat(away.withoutHit().kind()).isEqualTo(Verdict.Kind.MISPLACED);
    assertThat(away.appendTime()).isEqualTo(AT);
    assertThat(read(AWAY, null, PROTOBUF, "application/x-protobuf")).isEqualTo(away);
  }

  @Test
  void whatCountsIsTheVisitorsHomeWhateverTheKeySays() {
    assertThat(read(HOME, null, JSON, "").hit()).isPresent();
    assertThat(read(HOME, bytes("elsewhere"), JSON, "").hit()).isPresent();
  }

  @Test
  void aHashedVisitorIsAtHomeWhereItsRouteBelongs() {
    int home = HomePartition.of(bytes("shop:09af"), PARTITIONS);
    assertThat(hashed(home, "09af").hit()).isPresent();
    assertThat(hashed((home + 1) % PARTITIONS, "09af").hit()).isEmpty();
    int byVisitor = HomePartition.of(bytes("shop:v1"), PARTITIONS);
    assertThat(hashed(byVisitor, "no route").hit()).isPresent();
  }

  @Test
  void aMisplacedHitAndItsCopyAtHomeCountOnce() {
    Expected expected =
        new Oracle(OracleSettings.PRODUCTION)
            .recount(java.util.List.of(read(AWAY, KEY, JSON, ""), read(HOME, KEY, JSON, "")));
    assertThat(expected.open())
        .singleElement()
        .extracting(ExpectedSession::transactions)
        .isEqualTo(1);
    assertThat(Tables.rawRows(expected))
        .singleElement()
        .extracting(row -> row.get("kafka_partition"))
        .isEqualTo(Integer.toString(HOME));
  }

  @Test
  void whatIsNoHitAlthoughNobodySpoiledItStopsTheRecount() {
    assertThatThrownBy(() -> read(HOME, KEY, bytes("noise"), ""))
        .hasMessage("record " + HOME + "/5 is no hit");
  }
}
