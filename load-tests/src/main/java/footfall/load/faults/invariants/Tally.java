package footfall.load.faults.invariants;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How many hits were lost and how many counted twice. Seen two ways: hit by hit in the raw rows,
 * and session by session between raw rows and sessions.
 *
 * @param lost ids of acknowledged hits that are nowhere, and hits that a session has too few
 * @param doubled ids that count more than once, and hits that a session has too many
 * @param findings one sentence for each kind
 */
public record Tally(long hits, long lost, long doubled, List<String> findings) {
  private static final int EXAMPLES = 3;
  private static final String NIL = "00000000-0000-0000-0000-000000000000";

  static Tally of(Evidence evidence) {
    Set<String> acknowledged = new HashSet<>();
    evidence
        .ledger()
        .sent()
        .values()
        .forEach(
            hit -> {
              if (!hit.eventId().isEmpty() && evidence.ledger().isAcknowledged(hit.number())) {
                acknowledged.add(hit.eventId());
              }
            });
    List<String> findings = new ArrayList<>();
    Map<String, Integer> counted = new HashMap<>();
    Set<String> setAside = new HashSet<>();
    for (Map<String, String> row : offsetsOnce(evidence.rawRows())) {
      if (counts(row)) {
        counted.merge(row.get("event_id"), 1, Integer::sum);
      } else if (!row.get("is_duplicate").equals("1")) {
        setAside.add(row.get("event_id")); // late, or a robot's
      }
    }
    List<String> missing =
        acknowledged.stream()
            .filter(id -> !counted.containsKey(id) && !setAside.contains(id))
            .toList();
    List<String> twice =
        counted.entrySet().stream().filter(e -> e.getValue() > 1).map(Map.Entry::getKey).toList();
    note(findings, missing, "acknowledged hits are in no raw row that counts");
    note(findings, twice, "hits count more than once in raw rows");
    Map<String, long[]> fromRows = bySession(evidence);
    Map<String, long[]> shown = shownSessions(evidence);
    long less = 0;
    long more = 0;
    List<String> different = new ArrayList<>();
    Set<String> all = new HashSet<>(fromRows.keySet());
    all.addAll(shown.keySet());
    for (String session : all) {
      long[] wanted = fromRows.getOrDefault(session, new long[3]);
      long[] found = shown.getOrDefault(session, new long[3]);
      for (int i = 0; i < wanted.length; i++) {
        less += Math.max(0, wanted[i] - found[i]);
        more += Math.max(0, found[i] - wanted[i]);
        if (wanted[i] != found[i]) {
          different.add(
              "%s: %d hits in raw rows, %d shown".formatted(session, wanted[i], found[i]));
        }
      }
    }
    note(findings, different, "sessions do not hold their raw rows' hits");
    return new Tally(
        acknowledged.size(), missing.size() + less, twice.size() + more, List.copyOf(findings));
  }

  private static boolean counts(Map<String, String> row) {
    return !row.get("session_id").equals(NIL)
        && row.get("is_duplicate").equals("0")
        && row.get("is_late").equals("0")
        && row.get("is_bot").equals("0");
  }

  /** The same offset stored twice is one hit (DESIGN 3.5). */
  private static Collection<Map<String, String>> offsetsOnce(List<Map<String, String>> rows) {
    Map<String, Map<String, String>> once = new HashMap<>();
    rows.forEach(r -> once.put(r.get("kafka_partition") + "/" + r.get("kafka_offset"), r));
    return once.values();
  }

  private static Map<String, long[]> bySession(Evidence evidence) {
    Map<String, String> joined = new HashMap<>();
    evidence.joins().forEach(j -> joined.put(j.get("lost"), j.get("kept")));
    Map<String, long[]> sums = new HashMap<>();
    for (Map<String, String> row : offsetsOnce(evidence.rawRows())) {
      if (counts(row)) {
        String session = row.get("session_id");
        while (joined.containsKey(session)) {
          session = joined.get(session);
        }
        sums.computeIfAbsent(session, s -> new long[3])[kind(row.get("event_type"))]++;
      }
    }
    return sums;
  }

  private static int kind(String eventType) {
    return switch (eventType) {
      case "pageview" -> 0;
      case "event" -> 1;
      default -> 2;
    };
  }

  private static Map<String, long[]> shownSessions(Evidence evidence) {
    return evidence.sessions().stream()
        .collect(
            Collectors.toMap(
                s -> s.get("session_id"),
                s ->
                    new long[] {
                      Long.parseLong(s.get("pageviews")),
                      Long.parseLong(s.get("events")),
                      Long.parseLong(s.get("transactions"))
                    },
                (a, b) -> new long[] {a[0] + b[0], a[1] + b[1], a[2] + b[2]}));
  }

  private static void note(List<String> findings, List<String> which, String what) {
    if (!which.isEmpty()) {
      findings.add(
          "%d %s, such as %s"
              .formatted(
                  which.size(),
                  what,
                  which.stream().limit(EXAMPLES).collect(Collectors.joining("; "))));
    }
  }
}
