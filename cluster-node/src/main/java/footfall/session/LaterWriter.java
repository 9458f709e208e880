package footfall.session;

import footfall.persistence.clickhouse.SessionRow;
import footfall.protocol.counting.CountingRulesForm;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Packs what version 1 of a checkpoint's chunks has no entry for. Each entry is a tag and a block,
 * so that a version that does not know the tag passes over it; versions from before this form do
 * not even see it ({@link ShardEvent.Chunk}), and go on without.
 */
final class LaterWriter {
  /** The first byte; one of version 1 begins with a 1. */
  static final int BEGINNING = 0x4C;

  static final int RULES = 1;
  static final int SESSION_GOALS = 2;
  static final int ROW_GOALS = 3;
  static final int ROBOTS = 4;

  private static final int CHUNK_BYTES = 256 * 1024;

  private final List<byte[]> chunks = new ArrayList<>();
  private StoredWriter chunk;
  private StoredWriter entry;

  void rules(HeldRules.Held held) {
    add(RULES, entry().number(held.saidAt()).block(CountingRulesForm.write(held.rules())));
  }

  void robots(String websiteId, long leftOutUntil) {
    add(ROBOTS, entry().text(websiteId).number(leftOutUntil));
  }

  void session(Session session) {
    if (!session.goals.isEmpty()) {
      add(SESSION_GOALS, goals(entry().number(session.opened), session.goals));
    }
  }

  void row(SessionRow row) {
    if (!row.goals().isEmpty()) {
      add(ROW_GOALS, goals(entry().id(row.sessionId()), row.goals()));
    }
  }

  private StoredWriter entry() {
    if (chunk == null) {
      chunk = new StoredWriter().tag(BEGINNING);
      entry = new StoredWriter();
    }
    return entry;
  }

  private static StoredWriter goals(StoredWriter to, List<UUID> goals) {
    to.number(goals.size());
    goals.forEach(to::id);
    return to;
  }

  private void add(int tag, StoredWriter body) {
    chunk.tag(tag).block(body.take());
    if (chunk.size() >= CHUNK_BYTES) {
      chunks.add(chunk.take());
      chunk.tag(BEGINNING);
    }
  }

  List<byte[]> finish() {
    if (chunk != null && chunk.size() > 1) {
      chunks.add(chunk.take());
    }
    return chunks;
  }
}
