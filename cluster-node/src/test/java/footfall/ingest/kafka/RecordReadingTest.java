package footfall.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.protocol.counting.CountingRules;
import footfall.protocol.counting.CountingRulesForm;
import footfall.protocol.hit.Custom;
import footfall.protocol.hit.DropReason;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.EventType;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.HitKey;
import footfall.protocol.hit.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReadingTest {
  private static final int PARTITIONS = 8;
  private static final byte[] HIT = {1};
  private static final byte[] BAD = {2};
  private static final byte[] RIGHT = HitKey.of("shop", "v1");
  private static final int HOME = HitKey.partition(RIGHT, PARTITIONS);
  private static final int AWAY = (HOME + 1) % PARTITIONS;

  private final RecordHeaders headers = new RecordHeaders();
  private String contentType = "not asked";
  private final RecordReading reading =
      new RecordReading(
          PARTITIONS,
          (value, type) -> {
            contentType = type;
            return value[0] == 1
                ? new PartitionRecord.Accepted(hit(), Enrichment.NONE)
                : new PartitionRecord.Refused(DropReason.MALFORMED, "bad");
          });

  @Test
  void aRecordWithoutAValueIsATickIfItSaysSoAndEmptyOtherwise() {
    assertThat(read(HOME, null, null))
        .isEqualTo(
            new PartitionRecord.Refused(DropReason.EMPTY, "the record has no value; send a hit"));
    headers.add("tick", new byte[0]);

    assertThat(read(HOME, null, null)).isEqualTo(PartitionRecord.Tick.TICK);
  }

  @Test
  void aHitThatAlsoCallsItselfATickIsAHit() {
    headers.add("tick", new byte[0]);

    assertThat(read(HOME, RIGHT, HIT)).isInstanceOf(PartitionRecord.Accepted.class);
  }

  @Test
  void aHitUnderItsVisitorsKeyIsInItsPlaceOnThatKeysPartitionOnly() {
    assertThat(read(HOME, RIGHT, HIT)).isInstanceOf(PartitionRecord.Accepted.class);
    assertMisplaced(read(AWAY, RIGHT, HIT), RIGHT);
  }

  @Test
  void aHitWithoutAKeyIsTakenWhereItsVisitorsKeyWouldHavePutIt() {
    assertThat(read(HOME, null, HIT)).isInstanceOf(PartitionRecord.Accepted.class);
    assertMisplaced(read(AWAY, null, HIT), RIGHT);
  }

  @Test
  void aHashedRouteOfFourHexadecimalDigitsIsKept() {
    byte[] hashed = HitKey.of("shop", "09aF");
    int home = HitKey.partition(hashed, PARTITIONS);

    assertThat(read(home, hashed, HIT)).isInstanceOf(PartitionRecord.Accepted.class);
    assertMisplaced(read((home + 1) % PARTITIONS, hashed, HIT), hashed);
  }

  @Test
  void whatOnlyLooksLikeAHashedRouteIsReplacedByTheVisitorsKey() {
    for (String route : new String[] {"09ag", "09a", "09aff", "", "\u00fcab"}) {
      assertMisplaced(read(AWAY, HitKey.of("shop", route), HIT), RIGHT);
    }
    assertMisplaced(read(AWAY, "shop;09af".getBytes(StandardCharsets.UTF_8), HIT), RIGHT);
  }

  @Test
  void aKeyThatNamesAnotherVisitorOrNoWebsiteIsReplaced() {
    assertMisplaced(read(AWAY, HitKey.of("shop", "v2"), HIT), RIGHT);
    assertMisplaced(read(AWAY, new byte[0], HIT), RIGHT);
    assertMisplaced(read(AWAY, new byte[] {-1, 0, 58}, HIT), RIGHT);
  }

  @Test
  void aRefusedValueIsRefusedWhereverItLies() {
    assertThat(read(AWAY, RIGHT, BAD))
        .isEqualTo(new PartitionRecord.Refused(DropReason.MALFORMED, "bad"));
  }

  @Test
  void theContentTypeIsPassedOnAndNullWhereThereIsNone() {
    read(HOME, RIGHT, HIT);
    assertThat(contentType).isNull();
    headers.add("content-type", "application/x-protobuf".getBytes(StandardCharsets.UTF_8));
    read(HOME, RIGHT, HIT);

    assertThat(contentType).isEqualTo("application/x-protobuf");
  }

  @Test
  void receiptIsTheCollectorsWhereItSaysSoElseTheAppendTime() {
    assertThat(record(HOME, RIGHT, HIT).receivedAt()).isEqualTo(1_000);
    headers.add("received-at", "987".getBytes(StandardCharsets.UTF_8));
    assertThat(record(HOME, RIGHT, HIT).receivedAt()).isEqualTo(987);
    headers.remove("received-at");
    headers.add("received-at", "yesterday".getBytes(StandardCharsets.UTF_8));
    assertThat(record(HOME, RIGHT, HIT).receivedAt()).isEqualTo(1_000);
    headers.remove("received-at");
    headers.add("received-at", null);

    assertThat(record(HOME, RIGHT, HIT).receivedAt()).isEqualTo(1_000);
  }

  @Test
  void theSamplingRateIsThatOfTheHeaderAndEveryVisitorWithoutOne() {
    assertThat(record(HOME, RIGHT, HIT).samplingRate()).hasValue(1);
    headers.add("sampling-rate", "0.25".getBytes(StandardCharsets.UTF_8));

    assertThat(record(HOME, RIGHT, HIT).samplingRate()).hasValue(0.25);
    assertThat(read(HOME, RIGHT, HIT)).isInstanceOf(PartitionRecord.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "2", "NaN", "1e-300", "a", "\u0000", "0,5", "0x"})
  void aSamplingRateThatIsNoneIsKnownAsSuchAndTheHitIsTaken(String rate) {
    headers.add("sampling-rate", rate.getBytes(StandardCharsets.UTF_8));

    assertThat(record(HOME, RIGHT, HIT).samplingRate()).isEmpty();
    assertThat(read(HOME, RIGHT, HIT)).isInstanceOf(PartitionRecord.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000 - 600_000, 1_000 + 600_000, Long.MIN_VALUE, Long.MAX_VALUE})
  void aReceiptFarFromTheAppendTimeIsNotBelieved(long received) {
    headers.add("received-at", Long.toString(received).getBytes(StandardCharsets.UTF_8));

    assertThat(record(HOME, RIGHT, HIT).receivedAt()).isEqualTo(1_000);
  }

  @Test
  void aTickMaySayRulesAndNonsenseInTheirPlaceIsATickLikeAnyOther() {
    CountingRules rules = new CountingRules("shop", 3, false, List.of());
    headers.add("tick", new byte[0]);
    headers.add("rules", CountingRulesForm.write(rules));
    assertThat(read(HOME, null, null)).isEqualTo(new PartitionRecord.Rules(rules));

    headers.remove("rules");
    headers.add("rules", "nonsense".getBytes(StandardCharsets.UTF_8));
    assertThat(read(HOME, null, null)).isEqualTo(PartitionRecord.Tick.TICK);
  }

  private static void assertMisplaced(PartitionRecord.Content content, byte[] key) {
    assertThat(content).isInstanceOf(PartitionRecord.Misplaced.class);
    assertThat(((PartitionRecord.Misplaced) content).key()).isEqualTo(key);
  }

  private PartitionRecord.Content read(int partition, byte[] key, byte[] value) {
    return record(partition, key, value).content();
  }

  private PartitionRecord record(int partition, byte[] key, byte[] value) {
    return reading.read(
        new ConsumerRecord<>(
            KafkaSettings.EVENTS,
            partition,
            5,
            1_000,
            TimestampType.LOG_APPEND_TIME,
            key == null ? -1 : key.length,
            value == null ? -1 : value.length,
            key,
            value,
            headers,
            Optional.empty()));
  }

  private static Hit hit() {
    return new Hit(
        1,
        "shop",
        EventType.PAGEVIEW,
        new UUID(1, 1),
        1,
        0,
        new Hit.Identity("", "v1", "", ""),
        Hit.Action.NONE,
        Hit.Page.NONE,
        Hit.Client.NONE,
        Transaction.NONE,
        Custom.NONE);
  }
}
