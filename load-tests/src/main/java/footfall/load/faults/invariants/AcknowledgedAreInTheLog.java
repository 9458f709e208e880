package footfall.load.faults.invariants;

import footfall.load.faults.ledger.LedgerHeader;
import footfall.load.faults.ledger.SentHit;
import footfall.load.oracle.RecordReader;
import footfall.load.topic.TopicRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whatever was acknowledged is in Kafka as it was sent, and nothing is there that was not. */
final class AcknowledgedAreInTheLog implements Invariant {
  @Override
  public String id() {
    return "I1";
  }

  @Override
  public List<String> violations(Evidence evidence) {
    Set<Long> direct = new HashSet<>();
    Set<String> ids = new HashSet<>();
    Set<String> wanted = new HashSet<>();
    evidence.ledger().sent().values().forEach(hit -> wanted.add(hit.eventId()));
    List<String> findings = new ArrayList<>();
    for (TopicRecord record : evidence.dump()) {
      LedgerHeader.of(record).ifPresent(header -> direct.add(header.number()));
      checkContent(evidence, record, findings);
      if (!isSpoiled(evidence, record)) {
        String id = RecordReader.eventIdOf(record);
        ids.add(id);
        if (!wanted.contains(id)) {
          findings.add("hit " + id + " at " + record.place() + " was never sent");
        }
      }
    }
    for (SentHit hit : evidence.ledger().sent().values()) {
      boolean there =
          hit.route() == SentHit.Route.KAFKA
              ? direct.contains(hit.number())
              : ids.contains(hit.eventId());
      if (!there && evidence.ledger().isAcknowledged(hit.number())) {
        findings.add("number %d was acknowledged and is not in the log".formatted(hit.number()));
      }
    }
    return Findings.shortened(findings);
  }

  private static boolean isSpoiled(Evidence evidence, TopicRecord record) {
    return LedgerHeader.of(record)
        .map(header -> evidence.ledger().sent().get(header.number()))
        .map(hit -> hit.reason().isPresent())
        .orElse(false);
  }

  private static void checkContent(Evidence evidence, TopicRecord record, List<String> findings) {
    LedgerHeader.of(record)
        .map(header -> evidence.ledger().sent().get(header.number()))
        .filter(hit -> hit.hash() != Arrays.hashCode(record.value()))
        .ifPresent(
            hit ->
                findings.add(
                    "record %s is not what number %d was".formatted(record.place(), hit.number())));
  }
}
