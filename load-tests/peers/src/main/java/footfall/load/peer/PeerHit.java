package footfall.load.peer;

import footfall.protocol.hit.EventTime;
import footfall.protocol.hit.EventType;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.HitDecoder;
import footfall.protocol.hit.Money;
import footfall.protocol.hit.Validation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.UUID;

/**
 * What sessions and minutes look at in one hit, decoded and validated by Footfall's own decoder.
 *
 * @param time event time, epoch ms
 * @param revenue in ten-thousandths
 * @param path of the page, which Footfall finds with enrichment off, too
 */
public record PeerHit(
    String website,
    String key,
    long idHigh,
    long idLow,
    long offset,
    long time,
    EventType type,
    String visitor,
    String user,
    long revenue,
    String path) {

  private static final byte PAGEVIEW = 0;
  private static final byte EVENT = 1;
  private static final byte TRANSACTION = 2;

  /**
   * Reads one record's value.
   *
   * @param contentType null where the record has none
   * @return null for a tick, for a refused record and for one whose clock is far out of bounds
   */
  public static PeerHit decode(byte[] value, String contentType, long appendTime, long offset) {
    if (value == null
        || !(HitDecoder.decode(value, contentType) instanceof Validation.Accepted accepted)) {
      return null;
    }
    Hit hit = accepted.hit();
    EventTime time = EventTime.of(hit.clientTimestamp(), appendTime);
    if (time.far()) {
      return null;
    }
    UUID id = hit.eventId();
    return new PeerHit(
        hit.websiteId(),
        hit.identity().visitorKey(),
        id.getMostSignificantBits(),
        id.getLeastSignificantBits(),
        offset,
        time.value(),
        hit.eventType(),
        hit.identity().visitorId(),
        hit.identity().userId(),
        hit.transaction().revenue().map(Money::tenThousandths).orElse(0L),
        PagePath.of(hit.page().url()));
  }

  /** What one session is keyed by; a website's id holds no colon. */
  public String sessionKey() {
    return website + ':' + key;
  }

  /** Whom active users count: the account where known, else the visitor key. */
  public String countedUser() {
    return user.isEmpty() ? key : user;
  }

  /** The epoch ms at which its minute begins. */
  public long minute() {
    return Math.floorDiv(time, 60_000L) * 60_000L;
  }

  public void write(DataOutput out) throws IOException {
    out.writeUTF(website);
    out.writeUTF(key);
    out.writeLong(idHigh);
    out.writeLong(idLow);
    out.writeLong(offset);
    out.writeLong(time);
    out.writeByte(code(type));
    out.writeUTF(visitor);
    out.writeUTF(user);
    out.writeLong(revenue);
    out.writeUTF(path);
  }

  public static PeerHit read(DataInput in) throws IOException {
    return new PeerHit(
        in.readUTF(),
        in.readUTF(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        type(in.readByte()),
        in.readUTF(),
        in.readUTF(),
        in.readLong(),
        in.readUTF());
  }

  private static byte code(EventType type) {
    return switch (type) {
      case PAGEVIEW -> PAGEVIEW;
      case EVENT -> EVENT;
      case TRANSACTION -> TRANSACTION;
    };
  }

  private static EventType type(byte code) throws IOException {
    return switch (code) {
      case PAGEVIEW -> EventType.PAGEVIEW;
      case EVENT -> EventType.EVENT;
      case TRANSACTION -> EventType.TRANSACTION;
      default -> throw new IOException("no type of hit has the code " + code);
    };
  }
}
