package footfall.protocol.hit;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads and validates what claims to be a hit. Never throws, whatever the bytes. Unknown fields are
 * passed over; of a JSON key that comes twice the last one counts; null is the same as not sent.
 * Where a text is expected, JSON numbers and booleans are taken as they are written; where a number
 * is expected, one in quotes is taken. Limits are in {@link Limits}. Stateless; any thread.
 */
public final class HitDecoder {
  public static final String JSON = "application/json";
  public static final String PROTOBUF = "application/x-protobuf";

  private HitDecoder() {}

  /**
   * One record of the topic: complete, with an identity, its event id derived where none was sent.
   *
   * @param contentType {@link #JSON} or {@link #PROTOBUF}, parameters allowed; null means JSON
   */
  public static Validation decode(byte[] value, String contentType) {
    Validation draft = decodeDraft(value, contentType);
    return draft instanceof Validation.Accepted accepted ? complete(accepted.hit()) : draft;
  }

  /**
   * The same, but the hit may still lack an identity and its event id may be {@link Hit#NO_ID}:
   * what a collector fills in before it calls {@link #complete}.
   */
  public static Validation decodeDraft(byte[] value, String contentType) {
    if (value == null || value.length == 0) {
      return HitJsonReader.EMPTY;
    }
    if (value.length > Limits.HIT_BYTES) {
      return tooLarge(value.length);
    }
    if (contentType == null || is(contentType, JSON)) {
      return HitJsonReader.read(value);
    }
    if (is(contentType, PROTOBUF)) {
      return HitProtobufReader.read(value);
    }
    return new Validation.Rejected(
        DropReason.UNSUPPORTED_CONTENT_TYPE,
        "content-type must be " + JSON + " or " + PROTOBUF + ", or be left out for JSON");
  }

  /**
   * Makes a draft whole: checks that it has an identity, and derives its event id if it has none. A
   * collector calls it after it has filled the visitor in, and before it corrects the client's
   * time, so that a second attempt derives the same id.
   */
  public static Validation complete(Hit draft) {
    if (draft.identity().visitorKey().isEmpty()) {
      return new Validation.Rejected(
          DropReason.MISSING_IDENTITY,
          "no identity; send at least one of session_id, visitor_id and user_id");
    }
    boolean named = !draft.eventId().equals(Hit.NO_ID);
    return new Validation.Accepted(named ? draft : draft.withEventId(EventIds.derive(draft)));
  }

  /**
   * The body of one request: a JSON object, or an array of them. The hits are drafts. Where an
   * array breaks off, the items before count and the one at which it broke is refused as {@code
   * malformed}; nothing behind it is read.
   *
   * @param mostItems items of an array; the first beyond is refused, the others are not read
   */
  public static Batch decodeBatch(byte[] body, int mostItems) {
    List<Validation> items = new ArrayList<>();
    Validation.Rejected whole = HitJsonReader.readAll(body, mostItems, items);
    return whole == null ? new Batch.Read(items) : new Batch.Unreadable(whole);
  }

  /** What became of the body of a request. */
  public sealed interface Batch {
    /** At least one item could be told apart; {@code items} are in the order of the body. */
    record Read(List<Validation> items) implements Batch {
      public Read {
        items = List.copyOf(items);
      }
    }

    /** Nothing in the body can be read. */
    record Unreadable(Validation.Rejected refusal) implements Batch {}
  }

  /** The refusal of a hit of so many bytes; also for one that grew when it was written anew. */
  public static Validation.Rejected tooLarge(long bytes) {
    return new Validation.Rejected(
        DropReason.TOO_LARGE, "the hit has " + bytes + " bytes; send at most " + Limits.HIT_BYTES);
  }

  /** A defect in this code or in a library: told apart from bad input by its reason. */
  static Validation.Rejected failed(RuntimeException e) {
    return new Validation.Rejected(
        DropReason.FAILED, "reading it failed (" + e.getClass().getSimpleName() + "); report it");
  }

  private static boolean is(String contentType, String expected) {
    int semicolon = contentType.indexOf(';');
    String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return type.strip().equalsIgnoreCase(expected);
  }
}
