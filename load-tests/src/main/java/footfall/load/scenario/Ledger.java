package footfall.load.scenario;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import footfall.load.oracle.RecordReader;
import footfall.load.scenario.PlannedRecord.Route;
import footfall.load.scenario.PlannedRecord.Stray;
import footfall.load.topic.HomePartition;
import footfall.load.topic.TopicRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The generator's file, kept apart from the product: every record that was to be sent. A record
 * that went straight to Kafka carries its number in a header; one that went through the collector
 * is known by its event_id. Of a misplaced record the dump must hold both the original, once, and
 * what its shard sent home, at least once: a restart may send it again, and so does a rebuild.
 */
final class Ledger implements RecordReader.Refusals {
  static final String NUMBER_HEADER = "ledger-number";

  private final List<PlannedRecord> records;

  Ledger(List<PlannedRecord> records) {
    this.records = List.copyOf(records);
  }

  List<PlannedRecord> records() {
    return records;
  }

  /** Writes one JSON object per record, without its bytes. */
  void write(Path file) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(Files.newBufferedWriter(file))) {
      json.setRootValueSeparator(new com.fasterxml.jackson.core.io.SerializedString("\n"));
      for (PlannedRecord record : records) {
        json.writeStartObject();
        json.writeNumberField("number", record.number());
        json.writeStringField("kind", record.kind().name());
        json.writeStringField("route", record.route().name());
        json.writeStringField("event_id", record.eventId());
        json.writeStringField("key", new String(record.key(), StandardCharsets.UTF_8));
        json.writeNumberField("send_at", record.sendAt());
        json.writeNumberField("hash", Arrays.hashCode(record.value()));
        json.writeNumberField("stray", record.stray().map(Stray::partition).orElse(-1));
        json.writeStringField("reason", record.reason().orElse(""));
        json.writeEndObject();
      }
    }
  }

  @Override
  public Optional<String> reasonOf(TopicRecord record) {
    return numberOf(record).flatMap(n -> records.get(n).reason());
  }

  static Optional<Integer> numberOf(TopicRecord record) {
    byte[] header = record.headers().get(NUMBER_HEADER);
    return header == null
        ? Optional.empty()
        : Optional.of(Integer.parseInt(new String(header, StandardCharsets.UTF_8)));
  }

  /**
   * Holds a dump against this file.
   *
   * @return one sentence for each record that is lost, doubled, changed or from nowhere
   */
  List<String> check(List<TopicRecord> dump) {
    List<String> findings = new ArrayList<>();
    int[] seen = new int[records.size()];
    int[] home = new int[records.size()];
    Map<String, Integer> collected = new HashMap<>();
    for (TopicRecord record : dump) {
      Optional<Integer> number = numberOf(record);
      if (number.isPresent()) {
        PlannedRecord sent = records.get(number.get());
        int[] times = isSentHome(record) ? home : seen;
        times[sent.number()]++;
        checkContent(record, sent, findings);
      } else if (!record.isTick()) {
        collected.merge(RecordReader.eventIdOf(record), 1, Integer::sum);
      }
    }
    checkDirect(seen, home, findings);
    checkCollected(collected, findings);
    return findings;
  }

  /** True for what a shard has published of a record that lay in the wrong partition. */
  boolean isSentHome(TopicRecord record) {
    return numberOf(record)
        .flatMap(n -> records.get(n).stray())
        .map(stray -> stray.partition() != record.partition())
        .orElse(false);
  }

  private void checkContent(TopicRecord found, PlannedRecord sent, List<String> findings) {
    boolean sentHome = isSentHome(found);
    byte[] key = sentHome ? sent.key() : sent.sentKey();
    byte[] type = sent.contentType() == null ? null : bytes(sent.contentType());
    if (!Arrays.equals(found.key(), key)
        || !Arrays.equals(found.value(), sent.value())
        || !Arrays.equals(found.headers().get("content-type"), type)) {
      findings.add("record " + found.place() + " is not what number " + sent.number() + " was");
    }
    if (sentHome && found.partition() != HomePartition.of(key, ProofSettings.PARTITIONS)) {
      findings.add("record " + found.place() + " was sent home and is not there");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void checkDirect(int[] seen, int[] home, List<String> findings) {
    for (PlannedRecord record : records) {
      int n = record.number();
      if (record.route() == Route.KAFKA && seen[n] != 1) {
        findings.add("number " + n + " is " + seen[n] + " times there");
      }
      if (record.stray().isPresent() && home[n] == 0) {
        findings.add("number " + n + " was misplaced and is not sent home");
      }
    }
  }

  /** The collector may have stored a request twice whose answer was lost; never less than sent. */
  private void checkCollected(Map<String, Integer> collected, List<String> findings) {
    Map<String, Integer> wanted = new HashMap<>();
    records.stream()
        .filter(record -> record.route() == Route.COLLECTOR)
        .forEach(record -> wanted.merge(record.eventId(), 1, Integer::sum));
    wanted.forEach(
        (eventId, times) -> {
          if (collected.getOrDefault(eventId, 0) < times) {
            findings.add("hit " + eventId + " went through the collector and is not there");
          }
        });
    collected.keySet().stream()
        .filter(id -> !wanted.containsKey(id))
        .forEach(id -> findings.add("hit " + id + " was never sent"));
  }
}
