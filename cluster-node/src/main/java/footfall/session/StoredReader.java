package footfall.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Reads what {@link StoredWriter} wrote. A chunk that ends early throws IndexOutOfBoundsException.
 */
final class StoredReader {
  private final byte[] bytes;
  private int at;
  private final List<String> texts = new ArrayList<>();

  StoredReader(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean hasMore() {
    return at < bytes.length;
  }

  int tag() {
    return bytes[at++];
  }

  boolean flag() {
    return tag() != 0;
  }

  long number() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[at++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
  }

  int count() {
    return Math.toIntExact(number());
  }

  long fixed() {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | (bytes[at++] & 0xFF);
    }
    return value;
  }

  UUID id() {
    return new UUID(fixed(), fixed());
  }

  String text() {
    int place = count();
    if (place > 0) {
      return texts.get(place - 1);
    }
    String text = new String(block(), StandardCharsets.UTF_8);
    texts.add(text);
    return text;
  }

  byte[] block() {
    int length = count();
    Objects.checkFromIndexSize(at, length, bytes.length);
    byte[] block = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return block;
  }
}
