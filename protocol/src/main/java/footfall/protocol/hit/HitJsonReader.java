package footfall.protocol.hit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.List;

/** Reads a body of JSON: one hit, or an array of them. One instance reads one body. */
final class HitJsonReader {
  static final Validation.Rejected EMPTY =
      new Validation.Rejected(DropReason.EMPTY, "nothing was sent; send a hit");

  /**
   * Lengths of values are bounded by the body's and checked per field; depth and keys are left to
   * Jackson. It remembers up to 6,000 keys to find them again, and they come from strangers: so
   * they are short, not interned, and crowding them into one place of its table is no error.
   */
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Limits.DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Limits.KEY_BYTES)
                  .build())
          .build();

  private final JsonParser json;
  private final boolean plain;

  private HitJsonReader(JsonParser json, boolean plain) {
    this.json = json;
    this.plain = plain;
  }

  static Validation read(byte[] value) {
    Validation read = CleanText.isPlain(value) ? readPlain(value) : null;
    return read == null ? readAny(value) : read;
  }

  /** Any JSON, plain or not. */
  static Validation readAny(byte[] value) {
    if (!isUtf8(value)) {
      return notUtf8();
    }
    try (JsonParser json = JSON.createParser(value)) {
      return new HitJsonReader(json, CleanText.everywhere(value)).document();
    } catch (IOException e) {
      return broken(e);
    } catch (RuntimeException e) {
      return HitDecoder.failed(e);
    }
  }

  /** Null where {@link #readAny} has to decide. */
  static Validation readPlain(byte[] value) {
    try {
      PlainJson json = new PlainJson(value);
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      Validation read = new HitJsonObject(json, new HitDraft(true)).read();
      return json.nextToken() == null ? read : null;
    } catch (IOException | RuntimeException e) {
      return null; // irregular, or a defect: the other reader says why
    }
  }

  /** Adds what became of each item; returns the refusal where nothing could be read, else null. */
  static Validation.Rejected readAll(byte[] body, int mostItems, List<Validation> items) {
    if (!isUtf8(body)) {
      return notUtf8();
    }
    Validation.Rejected end;
    try (JsonParser json = JSON.createParser(body)) {
      end = new HitJsonReader(json, CleanText.everywhere(body)).items(mostItems, items);
    } catch (IOException e) {
      end = broken(e);
    } catch (RuntimeException e) {
      end = HitDecoder.failed(e);
    }
    if (items.isEmpty()) {
      return end == null ? EMPTY : end;
    }
    if (end != null) {
      items.add(end);
    }
    return null;
  }

  /** Why reading ended before the end of the body; null where it did not. */
  private Validation.Rejected items(int mostItems, List<Validation> items) throws IOException {
    try {
      JsonToken first = json.nextToken();
      return first == JsonToken.START_ARRAY ? array(mostItems, items) : only(first, items);
    } catch (StreamConstraintsException e) {
      return beyondConstraints();
    }
  }

  private Validation.Rejected only(JsonToken first, List<Validation> items) throws IOException {
    Validation read = item(first);
    if (read instanceof Validation.Rejected refused && isUnreadable(refused)) {
      return refused;
    }
    Validation.Rejected trailing = trailing();
    if (trailing == null) {
      items.add(read);
    }
    return trailing;
  }

  private Validation.Rejected array(int mostItems, List<Validation> items) throws IOException {
    for (JsonToken at = json.nextToken(); at != JsonToken.END_ARRAY; at = json.nextToken()) {
      if (items.size() == mostItems) {
        return tooMany(mostItems);
      }
      items.add(item(at));
    }
    return trailing();
  }

  private Validation item(JsonToken first) throws IOException {
    long start = json.currentTokenLocation().getByteOffset();
    Validation read = value(first);
    long bytes = json.currentLocation().getByteOffset() - start;
    return bytes > Limits.HIT_BYTES ? HitDecoder.tooLarge(bytes) : read;
  }

  private Validation document() throws IOException {
    try {
      JsonToken first = json.nextToken();
      Validation read = value(first);
      Validation.Rejected trailing = first == null ? null : trailing();
      return trailing == null ? read : trailing;
    } catch (StreamConstraintsException e) {
      return beyondConstraints();
    }
  }

  private Validation value(JsonToken first) throws IOException {
    if (first == JsonToken.START_OBJECT) {
      return new HitJsonObject(JsonSource.of(json), new HitDraft(plain)).read();
    }
    if (first == null) {
      return EMPTY;
    }
    json.skipChildren();
    return new Validation.Rejected(
        DropReason.NOT_AN_OBJECT, "a hit is a JSON object in braces; send one");
  }

  private Validation.Rejected trailing() throws IOException {
    return json.nextToken() == null
        ? null
        : new Validation.Rejected(
            DropReason.MALFORMED, "something follows the hit; put several into one array");
  }

  /** Which of the two constraints was broken is told by where the parser stopped. */
  private Validation.Rejected beyondConstraints() {
    return json.getParsingContext().getNestingDepth() > Limits.DEPTH
        ? new Validation.Rejected(
            DropReason.TOO_DEEP, "nested deeper than " + Limits.DEPTH + "; send it flat")
        : new Validation.Rejected(
            DropReason.FIELD_TOO_LONG,
            "a key has more than " + Limits.KEY_BYTES + " bytes; send shorter ones");
  }

  private static boolean isUnreadable(Validation.Rejected refused) {
    return refused.reason() == DropReason.NOT_AN_OBJECT || refused.reason() == DropReason.EMPTY;
  }

  /** JSON is UTF-8 (RFC 8259); Jackson would guess UTF-16 and UTF-32 from the first bytes. */
  private static boolean isUtf8(byte[] value) {
    boolean marked = value.length > 0 && (value[0] == (byte) 0xfe || value[0] == (byte) 0xff);
    return !marked && (value.length < 2 || (value[0] != 0 && value[1] != 0));
  }

  private static Validation.Rejected notUtf8() {
    return new Validation.Rejected(DropReason.MALFORMED, "not UTF-8; send JSON in UTF-8");
  }

  private static Validation.Rejected tooMany(int mostItems) {
    return new Validation.Rejected(
        DropReason.TOO_MANY_ITEMS,
        "more than " + mostItems + " hits in one body; this one and those behind were not read");
  }

  /** Jackson's own message quotes the input at length, so only the place is told. */
  private static Validation.Rejected broken(IOException e) {
    JsonLocation place = e instanceof JsonProcessingException j ? j.getLocation() : null;
    String where = place == null ? "" : " at byte " + place.getByteOffset();
    return new Validation.Rejected(
        DropReason.MALFORMED, "not JSON" + where + "; check quotes, commas, end and UTF-8 there");
  }
}
