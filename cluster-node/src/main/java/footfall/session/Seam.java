package footfall.session;

import footfall.ingest.kafka.PartitionStart;

/**
 * Where a rebuild's reading of a partition meets the counting before it, whose rows are in
 * ClickHouse (ADR 9). Behind the last record that the counting before has taken in there is no seam
 * any more.
 *
 * <p>Example: Kafka begins at offset 5,000, appended on Monday at 08:00; the counting before had
 * come to offset 9,000. A visitor of Monday 07:50 to 08:20 has a row; what is left of the visit in
 * Kafka, 08:00 to 08:20, would be a second one. It starts before the cut, Tuesday 08:35, so it is
 * left to the counting before. A session of Wednesday is whole in Kafka: its new row replaces the
 * old one.
 *
 * @param counted offset of the last record that the counting before has taken in; what had closed
 *     by then has its row
 * @param cut epoch ms: a session that starts earlier may have lost its first hits in Kafka;
 *     Long.MIN_VALUE where Kafka still has the whole partition
 */
record Seam(long counted, long cut) {
  static final Seam NONE = new Seam(-1, Long.MIN_VALUE);

  /** Partition time of a website that is not met yet: later than any. */
  private static final long NOT_MET = Long.MAX_VALUE / 2;

  /** Where Kafka begins at {@code start}, and the counting before ended behind it. */
  static Seam of(PartitionStart start, long counted, SessionRules rules) {
    if (start.offset() == 0) {
      return new Seam(counted, Long.MIN_VALUE);
    }
    long reach = rules.maxSpan + rules.gap + rules.lateness + rules.idle + rules.idleBack;
    return new Seam(counted, start.appendTime() + reach);
  }

  boolean isNone() {
    return counted < 0;
  }

  /** Whether a reading that has come to this offset is not yet beyond it. */
  boolean isAhead(long offset) {
    return offset <= counted;
  }

  /**
   * Whether this session's hits belong to rows of the counting before, or to sessions carried over
   * from it. One that was apart from a full session of its visitor is a link of a chain whose
   * beginning nobody knows.
   */
  boolean leaves(Session session) {
    return cut != Long.MIN_VALUE && !session.carriedOver && (session.start < cut || session.split);
  }

  /**
   * The state in which a generation begins to read a partition.
   *
   * @param open empty
   * @param before as the counting before left it; what is not carried over from it is lost
   */
  static OpenSessions begin(
      OpenSessions open, OpenSessions before, PartitionStart start, SessionRules rules) {
    if (before.offset() < start.offset()) {
      before.passOver(start.offset() - 1); // nothing is read twice: it goes on behind the hole
      return before;
    }
    Seam seam = of(start, before.offset(), rules);
    if (seam.cut != Long.MIN_VALUE) {
      Outbox.Contents held = before.outbox().held();
      open.outbox().held().sessions.putAll(held.sessions);
      open.outbox().held().joins.putAll(held.joins);
      open.rulesInForce().carryOver(before.rulesInForce(), start.appendTime());
      before.websites().forEach(website -> seam.carryOver(website, start, open));
    }
    open.restore(start.offset() - 1, OpenSessions.BEFORE_ANY);
    open.seam(seam);
    return open;
  }

  /**
   * Takes over what is open from before the cut. Its hits are copies when they are read again, so
   * each is counted once; a website without a hit since Kafka begins is as it was then.
   */
  private void carryOver(OpenWebsite website, PartitionStart start, OpenSessions open) {
    boolean isQuiet = website.heard < start.appendTime();
    boolean wasMet = false;
    int carried = 0;
    for (Session session : website.sessions()) {
      session.carriedOver = false;
      session.carriedOver = isQuiet || leaves(session);
      if (session.carriedOver) {
        wasMet |= session.opened < start.offset();
        carried++;
      } else {
        website.remove(session);
      }
    }
    if (isQuiet || carried > 0) {
      if (!isQuiet) {
        website.forgetTime(wasMet ? start.appendTime() : NOT_MET);
      }
      website.queuedWake = Long.MAX_VALUE;
      open.restore(website);
    }
  }
}
