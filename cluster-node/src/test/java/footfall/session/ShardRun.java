package footfall.session;

import footfall.persistence.clickhouse.SessionRow;
import footfall.protocol.hit.EventTime;
import footfall.protocol.hit.Hit;
import footfall.session.SessionModel.Rec;
import footfall.website.MinuteKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Runs a log through {@link OpenSessions} as a shard does, with checkpoints, lost acknowledgements
 * and crashes wherever {@code faults} says; null for an undisturbed run.
 */
final class ShardRun {
  private final SessionRules rules;
  private final List<Rec> log;
  private final Random faults;
  private List<List<byte[]>> journal = new ArrayList<>();
  private long journalOffset = -1;
  private long journalTime = Long.MIN_VALUE / 2;
  private OpenSessions open;

  final Map<UUID, SessionRow> clickhouse = new HashMap<>();
  final Map<UUID, UUID> joins = new HashMap<>();
  final Map<String, Integer> finals = new TreeMap<>();
  final Map<Long, String> verdicts = new TreeMap<>();
  final List<String> contradictions = new ArrayList<>();

  ShardRun(SessionRules rules, List<Rec> log, Random faults) {
    this.rules = rules;
    this.log = log;
    this.faults = faults;
    this.open = empty();
  }

  private OpenSessions empty() {
    return new OpenSessions(rules, String::hashCode, new Outbox(1));
  }

  ShardRun run() {
    while (open.offset() < log.size() - 1) {
      int offset = (int) open.offset() + 1;
      step(offset, log.get(offset));
      if (happens(10)) {
        checkpoint();
      }
      if (happens(10)) {
        deliver();
      }
      if (happens(5)) {
        crash();
      }
    }
    checkpoint();
    deliver();
    return this;
  }

  private boolean happens(int percent) {
    return faults != null && faults.nextInt(100) < percent;
  }

  private void step(long offset, Rec rec) {
    open.advance(offset, rec.at());
    if (rec.site() == null) {
      return;
    }
    String previous = rec.previous() == null ? "" : rec.previous();
    Hit hit = Hits.pageview(rec.site(), rec.key(), previous, rec.eventId(), rec.client());
    Outcome outcome =
        open.absorb(EventTime.of(rec.client(), rec.at()), hit, Hits.on("/" + rec.eventId()));
    String before = verdicts.put(offset, outcome.verdict().name());
    if (before != null && !before.equals(outcome.verdict().name())) {
      contradictions.add("offset " + offset + " was " + before + ", is " + outcome.verdict());
    }
  }

  private void checkpoint() {
    Outbox.Contents fresh = open.outbox().takeFresh();
    if (faults != null && faults.nextInt(4) == 0) {
      journal = new ArrayList<>(List.of(CheckpointWriter.image(open)));
    } else {
      journal.add(CheckpointWriter.changes(open, fresh));
    }
    journalOffset = open.offset();
    journalTime = open.time();
  }

  /** Sends what the journal holds; an acknowledgement may be lost. */
  private void deliver() {
    Outbox.Contents held = recovered().outbox().held();
    for (SessionRow row : List.copyOf(held.sessions.values())) {
      SessionRow before = clickhouse.put(row.sessionId(), row);
      if (before != null && !before.equals(row)) {
        contradictions.add("sent " + before + ", then " + row);
      }
      if (!happens(20)) {
        open.outbox().acknowledgeSessions(List.of(row), List.of());
      }
    }
    held.joins.values().forEach(join -> joins.put(join.lost(), join.kept()));
    for (Map.Entry<MinuteKey, MinutePart> part : held.finals.entrySet()) {
      String name = part.getKey().websiteId() + "@" + part.getKey().minute();
      finals.put(name, (int) part.getValue().tally.pageviews());
      if (!happens(20)) {
        open.outbox().acknowledgeFinal(part.getKey());
      }
    }
  }

  private void crash() {
    open = recovered();
  }

  private OpenSessions recovered() {
    CheckpointReader reader = new CheckpointReader();
    journal.forEach(checkpoint -> checkpoint.forEach(reader::read));
    OpenSessions recovered = empty();
    reader.restoreInto(recovered, rules, journalOffset, journalTime);
    return recovered;
  }

  boolean hasNothingOpen() {
    return open.websites().stream().allMatch(w -> w.sessions().isEmpty() && w.parts.isEmpty());
  }
}
