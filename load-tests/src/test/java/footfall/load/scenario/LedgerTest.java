package footfall.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.load.scenario.PlannedRecord.Kind;
import footfall.load.scenario.PlannedRecord.Route;
import footfall.load.scenario.PlannedRecord.Stray;
import footfall.load.topic.HomePartition;
import footfall.load.topic.TopicRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final String ID = "00000000-0000-4000-8000-00000000000";

  private static final byte[] KEY = bytes("w:a");
  private static final int HOME = HomePartition.of(KEY, ProofSettings.PARTITIONS);
  private static final int AWAY = (HOME + 1) % ProofSettings.PARTITIONS;

  @TempDir Path folder;
  private final Ledger ledger =
      new Ledger(
          List.of(
              planned(0, Route.KAFKA, hit(0), ""),
              planned(1, Route.KAFKA, "garbage", "malformed"),
              planned(2, Route.COLLECTOR, hit(2), ""),
              misplaced(3)));

  private static String hit(int number) {
    return "{\"event_id\":\"" + ID + number + "\"}";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static PlannedRecord planned(int number, Route route, String value, String reason) {
    return new PlannedRecord(
        number,
        number,
        reason.isEmpty() ? Kind.IN_ORDER : Kind.POISON,
        route,
        reason.isEmpty() ? ID + number : "",
        bytes("w:a"),
        bytes(value),
        null,
        Optional.empty(),
        reason.isEmpty() ? Optional.empty() : Optional.of(reason));
  }

  private static PlannedRecord misplaced(int number) {
    return new PlannedRecord(
        number,
        number,
        Kind.IN_ORDER,
        Route.KAFKA,
        ID + number,
        KEY,
        bytes(hit(number)),
        "application/json",
        Optional.of(new Stray(AWAY, null)),
        Optional.empty());
  }

  private static TopicRecord third(int partition, byte[] key) {
    return new TopicRecord(
        partition,
        30,
        0,
        key,
        Map.of(Ledger.NUMBER_HEADER, bytes("3"), "content-type", bytes("application/json")),
        bytes(hit(3)));
  }

  private static TopicRecord direct(int number, String value) {
    return new TopicRecord(
        0,
        number,
        0,
        bytes("w:a"),
        Map.of(Ledger.NUMBER_HEADER, bytes(Integer.toString(number))),
        bytes(value));
  }

  private static TopicRecord collected(int number) {
    return new TopicRecord(0, 10 + number, 0, bytes("w:a"), Map.of(), bytes(hit(number)));
  }

  private static List<TopicRecord> whole() {
    return new ArrayList<>(
        List.of(
            direct(0, hit(0)),
            direct(1, "garbage"),
            collected(2),
            third(AWAY, null),
            third(HOME, KEY)));
  }

  @Test
  void aTopicThatHoldsWhatWasSentShowsNothing() {
    List<TopicRecord> dump = whole();
    dump.add(new TopicRecord(0, 20, 0, null, Map.of("tick", new byte[0]), null));
    assertThat(ledger.check(dump)).isEmpty();
  }

  @Test
  void aRecordLostOnEitherRouteIsFound() {
    List<TopicRecord> withoutFirst = whole();
    withoutFirst.remove(0);
    assertThat(ledger.check(withoutFirst)).containsExactly("number 0 is 0 times there");
    List<TopicRecord> withoutCollected = whole();
    withoutCollected.remove(2);
    assertThat(ledger.check(withoutCollected))
        .containsExactly("hit " + ID + "2 went through the collector and is not there");
  }

  @Test
  void aRecordDoubledOrChangedOrFromNowhereIsFound() {
    List<TopicRecord> doubled = whole();
    doubled.add(direct(0, hit(0)));
    assertThat(ledger.check(doubled)).containsExactly("number 0 is 2 times there");
    List<TopicRecord> changed = whole();
    changed.set(0, direct(0, hit(7)));
    assertThat(ledger.check(changed)).containsExactly("record 0/0 is not what number 0 was");
    List<TopicRecord> strange = whole();
    strange.add(collected(9));
    assertThat(ledger.check(strange)).containsExactly("hit " + ID + "9 was never sent");
  }

  @Test
  void aRequestThatTheCollectorStoredTwiceIsNoLoss() {
    List<TopicRecord> dump = whole();
    dump.add(collected(2));
    assertThat(ledger.check(dump)).isEmpty();
  }

  @Test
  void aMisplacedRecordMustBeThereOnceAndSentHomeAtLeastOnce() {
    List<TopicRecord> again = whole();
    again.add(third(HOME, KEY));
    assertThat(ledger.check(again)).isEmpty();
    assertThat(ledger.check(whole().subList(0, 4)))
        .containsExactly("number 3 was misplaced and is not sent home");
    List<TopicRecord> withoutOriginal = whole();
    withoutOriginal.remove(3);
    assertThat(ledger.check(withoutOriginal)).containsExactly("number 3 is 0 times there");
    List<TopicRecord> withoutKey = whole();
    withoutKey.set(4, third(HOME, null));
    assertThat(ledger.check(withoutKey))
        .containsExactly("record " + HOME + "/30 is not what number 3 was");
    int elsewhere = (HOME + 2) % ProofSettings.PARTITIONS;
    List<TopicRecord> astray = whole();
    astray.add(third(elsewhere, KEY));
    assertThat(ledger.check(astray))
        .containsExactly("record " + elsewhere + "/30 was sent home and is not there");
  }

  @Test
  void onlySpoiledRecordsHaveAReason() {
    assertThat(ledger.reasonOf(direct(1, "garbage"))).hasValue("malformed");
    assertThat(ledger.reasonOf(direct(0, hit(0)))).isEmpty();
    assertThat(ledger.reasonOf(collected(2))).isEmpty();
  }

  @Test
  void theFileHasALineForEachRecord() throws IOException {
    Path file = folder.resolve("generated.jsonl");
    ledger.write(file);
    assertThat(Files.readAllLines(file)).hasSize(4).element(1).asString().contains("malformed");
  }
}
