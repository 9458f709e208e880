package footfall.load.faults.invariants;

import com.fasterxml.jackson.databind.JsonNode;
import footfall.load.oracle.Expected;
import footfall.load.oracle.ExpectedMinute;
import footfall.load.oracle.UserSketch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The final parts in the journals of website-minutes are, partition by partition, what the log
 * leads to: pageviews, events, and every register of the users' sketch.
 */
final class MinutesAreStored implements Invariant {
  /** A partition's part of a website-minute. */
  private record Part(String websiteId, long minute, int partition) implements Comparable<Part> {
    private static final Comparator<Part> ORDER =
        Comparator.comparing(Part::websiteId)
            .thenComparing(Part::minute)
            .thenComparing(Part::partition);

    @Override
    public int compareTo(Part other) {
      return ORDER.compare(this, other);
    }
  }

  @Override
  public String id() {
    return "I3";
  }

  @Override
  public List<String> violations(Evidence evidence) {
    Map<Part, byte[]> stored = stored(evidence.minuteJournal());
    Map<Part, ExpectedMinute> expected = expected(evidence.byPartition());
    List<String> findings = new ArrayList<>();
    TreeSet<Part> all = new TreeSet<>(stored.keySet());
    all.addAll(expected.keySet());
    for (Part part : all) {
      ExpectedMinute exact = expected.getOrDefault(part, new ExpectedMinute());
      byte[] form = stored.get(part);
      if (form == null) {
        findings.add(part + " is not stored, " + exact.pageviews() + " pageviews");
      } else {
        compare(evidence, part, exact, form, findings);
      }
    }
    return Findings.shortened(findings);
  }

  private static void compare(
      Evidence evidence, Part part, ExpectedMinute exact, byte[] form, List<String> findings) {
    ByteBuffer in = ByteBuffer.wrap(form);
    in.get(); // the form's version
    long pageviews = number(in);
    long events = number(in);
    if (pageviews != exact.pageviews() || events != exact.events()) {
      findings.add(
          "%s: %d pageviews and %d events expected, %d and %d stored"
              .formatted(part, exact.pageviews(), exact.events(), pageviews, events));
    } else if (!UserSketch.of(exact.userNames(), evidence.userHash())
        .isSameAs(UserSketch.inTally(form))) {
      findings.add(part + ": the sketch of its users is not theirs (I4)");
    }
  }

  /** Unsigned LEB128. */
  private static long number(ByteBuffer in) {
    long number = 0;
    int shift = 0;
    byte next;
    do {
      next = in.get();
      number |= (long) (next & 0x7f) << shift;
      shift += 7;
    } while (next < 0);
    return number;
  }

  private static Map<Part, byte[]> stored(List<JournalRow> journal) {
    Map<Part, byte[]> parts = new HashMap<>();
    journal.stream()
        .sorted(Comparator.comparingLong(JournalRow::sequence))
        .forEach(
            row -> {
              String[] id = row.persistenceId().split("\\|", -1);
              for (Map.Entry<String, JsonNode> part :
                  row.event().path("byPartition").properties()) {
                parts.put(
                    new Part(id[1], Long.parseLong(id[2]), Integer.parseInt(part.getKey())),
                    bytes(part.getValue().path("tally")));
              }
            });
    return parts;
  }

  private static byte[] bytes(JsonNode value) {
    try {
      return value.binaryValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<Part, ExpectedMinute> expected(Map<Integer, Expected> byPartition) {
    Map<Part, ExpectedMinute> parts = new HashMap<>();
    byPartition.forEach(
        (partition, expected) ->
            expected
                .minutes()
                .forEach(
                    (key, minute) ->
                        parts.put(new Part(key.websiteId(), key.minute(), partition), minute)));
    return parts;
  }
}
