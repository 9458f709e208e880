package footfall.localstack.engine;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * ClickHouse's SQL cut into tokens, as its own lexer does: comments (nested ones too), strings,
 * quoted names, here-documents. Works on bytes, since data may follow that is no text.
 */
final class Tokens {
  enum Kind {
    WORD,
    QUOTED,
    MARK,
    END
  }

  private static final byte[] LEFT_SINGLE = {(byte) 0xE2, (byte) 0x80, (byte) 0x98};
  private static final byte[] RIGHT_SINGLE = {(byte) 0xE2, (byte) 0x80, (byte) 0x99};
  private static final byte[] LEFT_DOUBLE = {(byte) 0xE2, (byte) 0x80, (byte) 0x9C};
  private static final byte[] RIGHT_DOUBLE = {(byte) 0xE2, (byte) 0x80, (byte) 0x9D};

  private final byte[] text;
  private int start;
  private int end;
  private int depth;
  private Kind kind = Kind.MARK;

  Tokens(byte[] text) {
    this.text = text;
  }

  /** Moves to the next token; {@link Kind#END} for ever after the last. */
  Kind next() {
    start = skipBlank(end);
    if (start >= text.length) {
      end = text.length;
      kind = Kind.END;
    } else {
      scan();
    }
    return kind;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** How many round brackets are open before this token. */
  int depth() {
    return depth;
  }

  boolean isMark(char mark) {
    return kind == Kind.MARK && text[start] == mark;
  }

  boolean isWord(String upperCase) {
    return kind == Kind.WORD && word().equals(upperCase);
  }

  /** The token in upper case. */
  String word() {
    return raw().toUpperCase(Locale.ROOT);
  }

  String raw() {
    return new String(text, start, end - start, StandardCharsets.UTF_8);
  }

  private void scan() {
    int c = text[start];
    kind = Kind.QUOTED;
    if (c == '\'' || c == '"' || c == '`') {
      end = quotedEnd(start);
    } else if (startsWith(start, LEFT_SINGLE)) {
      end = after(RIGHT_SINGLE, start + LEFT_SINGLE.length);
    } else if (startsWith(start, LEFT_DOUBLE)) {
      end = after(RIGHT_DOUBLE, start + LEFT_DOUBLE.length);
    } else if (c == '$' && hereDocumentEnd(start) > 0) {
      end = hereDocumentEnd(start);
    } else if (isWordByte(c) || c == '$') {
      kind = Kind.WORD;
      end = wordEnd(start);
    } else {
      kind = Kind.MARK;
      end = start + 1;
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
  }

  private int wordEnd(int from) {
    boolean number = text[from] >= '0' && text[from] <= '9';
    int at = from + 1;
    while (at < text.length && (isWordByte(text[at]) || (!number && text[at] == '$'))) {
      at++;
    }
    return at;
  }

  private int quotedEnd(int from) {
    byte quote = text[from];
    int at = from + 1;
    while (at < text.length) {
      if (text[at] == '\\') {
        at += 2;
      } else if (text[at] != quote) {
        at++;
      } else if (at + 1 < text.length && text[at + 1] == quote) {
        at += 2;
      } else {
        return at + 1;
      }
    }
    return text.length;
  }

  /** End of {@code $tag$ ... $tag$}, or -1 when this is none. */
  private int hereDocumentEnd(int from) {
    int at = from + 1;
    while (at < text.length && isWordByte(text[at])) {
      at++;
    }
    if (at >= text.length || text[at] != '$') {
      return -1;
    }
    byte[] tag = java.util.Arrays.copyOfRange(text, from, at + 1);
    int found = find(tag, at + 1);
    return found < 0 ? -1 : found + tag.length;
  }

  private int skipBlank(int from) {
    int at = from;
    while (at < text.length) {
      if (text[at] >= 0 && text[at] <= ' ') {
        at++;
      } else if (startsWith(at, '-', '-') || startsWith(at, '#', ' ') || startsWith(at, '#', '!')) {
        at = lineEnd(at);
      } else if (startsWith(at, '/', '*')) {
        at = commentEnd(at);
      } else {
        return at;
      }
    }
    return text.length;
  }

  private int lineEnd(int from) {
    int at = from;
    while (at < text.length && text[at] != '\n') {
      at++;
    }
    return at;
  }

  private int commentEnd(int from) {
    int open = 1;
    int at = from + 2;
    while (at < text.length && open > 0) {
      if (startsWith(at, '/', '*')) {
        open++;
        at += 2;
      } else if (startsWith(at, '*', '/')) {
        open--;
        at += 2;
      } else {
        at++;
      }
    }
    return Math.min(at, text.length);
  }

  private int after(byte[] wanted, int from) {
    int found = find(wanted, from);
    return found < 0 ? text.length : found + wanted.length;
  }

  private int find(byte[] wanted, int from) {
    for (int at = from; at <= text.length - wanted.length; at++) {
      if (startsWith(at, wanted)) {
        return at;
      }
    }
    return -1;
  }

  private boolean startsWith(int at, char first, char second) {
    return at + 1 < text.length && text[at] == first && text[at + 1] == second;
  }

  private boolean startsWith(int at, byte[] wanted) {
    return at + wanted.length <= text.length
        && java.util.Arrays.equals(text, at, at + wanted.length, wanted, 0, wanted.length);
  }

  private static boolean isWordByte(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
}
