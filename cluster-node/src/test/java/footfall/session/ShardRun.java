package footfall.session;

import footfall.ingest.kafka.PartitionStart;
import footfall.persistence.clickhouse.SessionRow;
import footfall.protocol.hit.EventTime;
import footfall.protocol.hit.Hit;
import footfall.session.SessionModel.Rec;
import footfall.website.MinuteKey;
import footfall.website.MinuteTally;
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
  private final long generation;
  private final ShardRun before;
  private final int first;
  private int end;

  final Map<UUID, SessionRow> clickhouse = new HashMap<>();
  final Map<UUID, UUID> joins = new HashMap<>();
  final Map<String, Integer> finals = new TreeMap<>();
  final Map<String, Integer> conversions = new TreeMap<>();
  final Map<Long, String> verdicts = new TreeMap<>();
  final List<String> contradictions = new ArrayList<>();

  ShardRun(SessionRules rules, List<Rec> log, Random faults) {
    this.rules = rules;
    this.log = log;
    this.faults = faults;
    this.generation = 1;
    this.before = null;
    this.first = 0;
    this.end = log.size();
    this.open = empty();
  }

  /** A rebuild after {@code before}, of what is left of the log from {@code first} on. */
  ShardRun(ShardRun before, int first) {
    this.rules = before.rules;
    this.log = before.log;
    this.faults = before.faults;
    this.generation = before.generation + 1;
    this.before = before;
    this.first = first;
    this.end = log.size();
    clickhouse.putAll(before.clickhouse);
    joins.putAll(before.joins);
    this.open = recovered();
  }

  /** Ends before this record, without a last checkpoint: what it had read since is forgotten. */
  ShardRun endingAt(int record) {
    end = record;
    return this;
  }

  private OpenSessions empty() {
    return new OpenSessions(rules, String::hashCode, new Outbox(generation));
  }

  ShardRun run() {
    while (open.offset() < end - 1) {
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
    if (end == log.size()) {
      checkpoint();
      deliver();
    }
    return this;
  }

  private boolean happens(int percent) {
    return faults != null && faults.nextInt(100) < percent;
  }

  private void step(long offset, Rec rec) {
    open.advance(offset, rec.at());
    if (rec.said() != null) {
      open.count(rec.said());
    }
    EventTime eventTime = EventTime.of(rec.client(), rec.at());
    if (rec.site() == null) {
      return;
    }
    String previous = rec.previous() == null ? "" : rec.previous();
    Hit hit = Hits.pageview(rec.site(), rec.key(), previous, rec.eventId(), rec.client());
    if (rec.isRobot() && open.leavesOut(eventTime, hit)) {
      return;
    }
    Outcome outcome = open.absorb(eventTime, hit, Hits.on(rec.path()));
    String before = verdicts.put(offset, outcome.verdict().name());
    if (before != null && !before.equals(outcome.verdict().name())) {
      contradictions.add("offset " + offset + " was " + before + ", is " + outcome.verdict());
    }
  }

  private void checkpoint() {
    Outbox.Contents fresh = open.outbox().takeFresh();
    if (journal.isEmpty() || (faults != null && faults.nextInt(4) == 0)) {
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
      SessionRow earlier = clickhouse.get(row.sessionId());
      if (earlier == null || earlier.version() < row.version()) {
        clickhouse.put(row.sessionId(), row);
      } else if (earlier.version() == row.version() && !earlier.equals(row)) {
        contradictions.add("sent " + earlier + ", then " + row);
      }
      if (!happens(20)) {
        open.outbox().acknowledgeSessions(List.of(row), List.of());
      }
    }
    held.joins.values().forEach(join -> joins.put(join.lost(), join.kept()));
    for (Map.Entry<MinuteKey, FinalPart> part : held.finals.entrySet()) {
      String name = part.getKey().websiteId() + "@" + part.getKey().minute();
      MinuteTally tally = MinuteTally.decode(part.getValue().tally);
      finals.put(name, (int) tally.pageviews());
      conversions.put(
          name, RandomLogs.GOALS.stream().mapToInt(goal -> (int) tally.conversionsOf(goal)).sum());
      if (!happens(20)) {
        open.outbox().acknowledgeFinal(part.getKey());
      }
    }
  }

  private void crash() {
    open = recovered();
  }

  private OpenSessions recovered() {
    if (before == null || !journal.isEmpty()) {
      return folded(generation);
    }
    ShardRun complete = before.lastComplete();
    PartitionStart start = new PartitionStart(first, first < log.size() ? log.get(first).at() : 0);
    OpenSessions begun = Seam.begin(empty(), complete.folded(generation), start, rules);
    if (complete.journal.isEmpty()) {
      begun.passOver(first - 1);
    }
    return begun;
  }

  /** What the journal holds, to go on in a generation. */
  private OpenSessions folded(long forGeneration) {
    CheckpointReader reader = new CheckpointReader();
    journal.forEach(checkpoint -> checkpoint.forEach(reader::read));
    OpenSessions folded = new OpenSessions(rules, String::hashCode, new Outbox(forGeneration));
    reader.restoreInto(folded, rules, journalOffset, journalTime);
    return folded;
  }

  /** The last offset of which the last complete counting knows. */
  int counted() {
    return (int) lastComplete().journalOffset;
  }

  /** The last generation that had come to an end of its own. */
  private ShardRun lastComplete() {
    boolean isComplete = !journal.isEmpty() && folded(generation).seam().isNone();
    return isComplete || before == null ? this : before.lastComplete();
  }

  boolean hasNothingOpen() {
    return open.websites().stream().allMatch(w -> w.sessions().isEmpty() && w.parts.isEmpty());
  }
}
