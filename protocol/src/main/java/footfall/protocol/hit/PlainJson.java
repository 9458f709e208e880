package footfall.protocol.hit;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;

/**
 * The tokens of plain JSON: printable ASCII without a backslash, as nearly every hit in the topic
 * is. Several times faster than a parser of all JSON, because a text is what stands between two
 * quotes. Whatever is not regular it gives up with {@link Irregular}, and the reader of all JSON
 * decides: so it need not know what is wrong, only never take what that one would refuse. One
 * instance reads one text.
 */
final class PlainJson implements JsonSource {
  private static final int DEPTH = 16;
  private static final int MOST_DIGITS = 18;

  /** Not plain after all, or no JSON. */
  static final class Irregular extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Irregular() {
      super("not plain JSON", null, false, false);
    }
  }

  private final byte[] json;
  private int at;
  private JsonToken token;

  /** Of the current text (without quotes), number or field name. */
  private int start;

  private int end;

  private int depth;

  /** A bit for each level, from the outermost: set for an object. */
  private int objects;

  /** Whether the current level has had a value or, in an object, a field. */
  private boolean isFirst = true;

  /**
   * @param json plain, see {@link CleanText#isPlain}
   */
  PlainJson(byte[] json) {
    this.json = json;
  }

  @Override
  public JsonToken currentToken() {
    return token;
  }

  @Override
  public String nextFieldName() {
    return nextToken() == JsonToken.FIELD_NAME ? FieldNames.of(json, start, end) : null;
  }

  @Override
  public JsonToken nextToken() {
    token = token == JsonToken.FIELD_NAME ? valueAfterName() : next();
    return token;
  }

  private JsonToken valueAfterName() {
    if (skipBlanks() != ':') {
      throw new Irregular();
    }
    at++;
    return value(skipBlanks());
  }

  private JsonToken next() {
    int c = skipBlanks();
    if (depth == 0) {
      return outermost(c);
    }
    boolean isObject = inObject();
    if (c == (isObject ? '}' : ']')) {
      return close(isObject);
    }
    if (!isFirst) {
      if (c != ',') {
        throw new Irregular();
      }
      at++;
      c = skipBlanks();
    }
    isFirst = false;
    if (!isObject) {
      return value(c);
    }
    if (c != '"') {
      throw new Irregular();
    }
    text();
    if (end - start > Limits.KEY_BYTES) {
      throw new Irregular();
    }
    return JsonToken.FIELD_NAME;
  }

  private JsonToken outermost(int c) {
    if (c < 0) {
      return null;
    }
    if (!isFirst) {
      throw new Irregular();
    }
    isFirst = false;
    return value(c);
  }

  private boolean inObject() {
    return (objects >> (depth - 1) & 1) != 0;
  }

  private JsonToken close(boolean isObject) {
    at++;
    depth--;
    isFirst = false;
    return isObject ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
  }

  private JsonToken value(int c) {
    switch (c) {
      case '"' -> {
        text();
        return JsonToken.VALUE_STRING;
      }
      case '{' -> {
        return open(true);
      }
      case '[' -> {
        return open(false);
      }
      case 't' -> {
        return literal("true", JsonToken.VALUE_TRUE);
      }
      case 'f' -> {
        return literal("false", JsonToken.VALUE_FALSE);
      }
      case 'n' -> {
        return literal("null", JsonToken.VALUE_NULL);
      }
      default -> {
        return number();
      }
    }
  }

  private JsonToken open(boolean isObject) {
    if (depth == DEPTH) {
      throw new Irregular();
    }
    at++;
    objects = isObject ? objects | 1 << depth : objects & ~(1 << depth);
    depth++;
    isFirst = true;
    return isObject ? JsonToken.START_OBJECT : JsonToken.START_ARRAY;
  }

  /** From the opening quote to behind the closing one. */
  private void text() {
    start = at + 1;
    end = CleanText.indexOfQuote(json, start);
    if (end < 0) {
      throw new Irregular();
    }
    at = end + 1;
  }

  private JsonToken literal(String word, JsonToken literal) {
    start = at;
    end = at + word.length();
    if (end > json.length) {
      throw new Irregular();
    }
    for (int i = 0; i < word.length(); i++) {
      if (json[start + i] != word.charAt(i)) {
        throw new Irregular();
      }
    }
    at = end;
    requireEndOfWord();
    return literal;
  }

  /** Whole numbers, and those with a fraction; one with an exponent is left to the other reader. */
  private JsonToken number() {
    start = at;
    if (at < json.length && json[at] == '-') {
      at++;
    }
    int digits = digits();
    boolean hasLeadingZero = digits > 1 && json[at - digits] == '0';
    boolean isFraction = at < json.length && json[at] == '.';
    if (isFraction) {
      at++;
      if (digits() == 0) {
        throw new Irregular();
      }
    }
    if (digits == 0 || hasLeadingZero) {
      throw new Irregular();
    }
    end = at;
    requireEndOfWord();
    return isFraction ? JsonToken.VALUE_NUMBER_FLOAT : JsonToken.VALUE_NUMBER_INT;
  }

  private int digits() {
    int from = at;
    while (at < json.length && json[at] >= '0' && json[at] <= '9') {
      at++;
    }
    return at - from;
  }

  private void requireEndOfWord() {
    boolean ends =
        at == json.length
            || json[at] == ','
            || json[at] == '}'
            || json[at] == ']'
            || json[at] == ' ';
    if (!ends) {
      throw new Irregular();
    }
  }

  /** The byte it then stands at; -1 at the end. */
  private int skipBlanks() {
    while (at < json.length && json[at] == ' ') {
      at++;
    }
    return at < json.length ? json[at] : -1;
  }

  @Override
  public String getText() {
    return new String(json, start, end - start, StandardCharsets.ISO_8859_1);
  }

  @Override
  public int getTextLength() {
    return end - start;
  }

  @Override
  public long getLongValue() {
    if (end - start > MOST_DIGITS) {
      throw new Irregular();
    }
    boolean negative = json[start] == '-';
    long value = 0;
    for (int i = negative ? start + 1 : start; i < end; i++) {
      value = value * 10 + json[i] - '0';
    }
    return negative ? -value : value;
  }

  @Override
  public void skipChildren() {
    if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
      return;
    }
    int outside = depth - 1;
    while (depth > outside) {
      if (nextToken() == null) {
        throw new Irregular();
      }
    }
  }
}
