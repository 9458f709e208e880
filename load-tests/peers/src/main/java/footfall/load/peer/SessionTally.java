package footfall.load.peer;

import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.SessionIds;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.UUID;

/**
 * What one session has counted so far, and the ids of its hits, by which a copy is known. Changed
 * in place; for one thread.
 */
public final class SessionTally {
  private static final long[] NO_IDS = {};

  private String website = "";
  private String key = "";
  private long openedAt = Long.MAX_VALUE;
  private long openerHigh;
  private long openerLow;
  private long start = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;
  private int pageviews;
  private int events;
  private int transactions;
  private long revenue;
  private PlacedText visitor = new PlacedText();
  private PlacedText user = new PlacedText();
  private PlacedText landing = new PlacedText();
  private PlacedText exit = new PlacedText();
  private int hits;
  private long[] ids = NO_IDS;

  /** Counts a hit unless it is a copy of one that was counted. */
  public SessionTally add(PeerHit hit) {
    if (knows(hit.idHigh(), hit.idLow())) {
      return this;
    }
    website = hit.website();
    key = hit.key();
    remember(hit.idHigh(), hit.idLow());
    if (hit.offset() < openedAt) {
      openedAt = hit.offset();
      openerHigh = hit.idHigh();
      openerLow = hit.idLow();
    }
    start = Math.min(start, hit.time());
    end = Math.max(end, hit.time());
    offer(visitor, hit, hit.visitor());
    offer(user, hit, hit.user());
    switch (hit.type()) {
      case PAGEVIEW -> {
        pageviews++;
        landing.earliest(hit.time(), hit.offset(), hit.path());
        exit.latest(hit.time(), hit.offset(), hit.path());
      }
      case EVENT -> events++;
      case TRANSACTION -> {
        transactions++;
        revenue += hit.revenue();
      }
    }
    return this;
  }

  private static void offer(PlacedText place, PeerHit hit, String text) {
    if (!text.isEmpty()) {
      place.earliest(hit.time(), hit.offset(), text);
    }
  }

  private boolean knows(long high, long low) {
    for (int i = 0; i < hits * 2; i += 2) {
      if (ids[i] == high && ids[i + 1] == low) {
        return true;
      }
    }
    return false;
  }

  private void remember(long high, long low) {
    if (ids.length < hits * 2 + 2) {
      ids = Arrays.copyOf(ids, Math.max(2, ids.length * 2));
    }
    ids[hits * 2] = high;
    ids[hits * 2 + 1] = low;
    hits++;
  }

  /** Takes over what another session of the same key has counted; they share no hit. */
  public SessionTally merge(SessionTally other) {
    if (other.hits == 0) {
      return this;
    }
    website = other.website;
    key = other.key;
    if (other.openedAt < openedAt) {
      openedAt = other.openedAt;
      openerHigh = other.openerHigh;
      openerLow = other.openerLow;
    }
    start = Math.min(start, other.start);
    end = Math.max(end, other.end);
    pageviews += other.pageviews;
    events += other.events;
    transactions += other.transactions;
    revenue += other.revenue;
    visitor.earliest(other.visitor);
    user.earliest(other.user);
    landing.earliest(other.landing);
    exit.latest(other.exit);
    for (int i = 0; i < other.hits * 2; i += 2) {
      remember(other.ids[i], other.ids[i + 1]);
    }
    return this;
  }

  public SessionTally copy() {
    SessionTally copy = new SessionTally();
    copy.merge(this);
    return copy;
  }

  /** Its row: the columns of {@code sessions} but version and is_deleted, with tabs between. */
  public String row() {
    Enrichment by = Enrichment.NONE;
    return String.join(
        "\t",
        SessionIds.of(website, key, new UUID(openerHigh, openerLow)).toString(),
        website,
        visitor.or(""),
        user.or(""),
        Long.toString(start / 1000),
        Long.toString(end / 1000),
        Long.toString((end - start) / 1000),
        Integer.toString(pageviews),
        Integer.toString(events),
        Integer.toString(transactions),
        money(revenue),
        landing.or(""),
        exit.or(""),
        by.traffic().source(),
        by.traffic().medium(),
        by.traffic().campaign(),
        by.device().type(),
        by.device().browser(),
        by.device().os(),
        by.geography().country(),
        by.geography().city(),
        pageviews == 1 && hits == 1 ? "1" : "0",
        transactions > 0 ? "1" : "0");
  }

  private static String money(long tenThousandths) {
    return tenThousandths == 0
        ? "0"
        : BigDecimal.valueOf(tenThousandths, 4).stripTrailingZeros().toPlainString();
  }

  public void write(DataOutput out) throws IOException {
    out.writeUTF(website);
    out.writeUTF(key);
    out.writeLong(openedAt);
    out.writeLong(openerHigh);
    out.writeLong(openerLow);
    out.writeLong(start);
    out.writeLong(end);
    out.writeInt(pageviews);
    out.writeInt(events);
    out.writeInt(transactions);
    out.writeLong(revenue);
    visitor.write(out);
    user.write(out);
    landing.write(out);
    exit.write(out);
    out.writeInt(hits);
    for (int i = 0; i < hits * 2; i++) {
      out.writeLong(ids[i]);
    }
  }

  public static SessionTally read(DataInput in) throws IOException {
    SessionTally tally = new SessionTally();
    tally.website = in.readUTF();
    tally.key = in.readUTF();
    tally.openedAt = in.readLong();
    tally.openerHigh = in.readLong();
    tally.openerLow = in.readLong();
    tally.start = in.readLong();
    tally.end = in.readLong();
    tally.pageviews = in.readInt();
    tally.events = in.readInt();
    tally.transactions = in.readInt();
    tally.revenue = in.readLong();
    tally.visitor = PlacedText.read(in);
    tally.user = PlacedText.read(in);
    tally.landing = PlacedText.read(in);
    tally.exit = PlacedText.read(in);
    tally.hits = in.readInt();
    tally.ids = new long[tally.hits * 2];
    for (int i = 0; i < tally.ids.length; i++) {
      tally.ids[i] = in.readLong();
    }
    return tally;
  }
}
