package footfall.session;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Packs numbers and texts into one chunk of a checkpoint: numbers as zigzag varints, ids as 16
 * bytes, a text by its place in the chunk's own dictionary (its bytes follow where it occurs
 * first).
 */
final class StoredWriter {
  private byte[] bytes = new byte[1 << 12];
  private int size;
  private final Map<String, Integer> texts = new HashMap<>();

  int size() {
    return size;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  StoredWriter tag(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
    return this;
  }

  StoredWriter flag(boolean value) {
    return tag(value ? 1 : 0);
  }

  StoredWriter number(long value) {
    reserve(10);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  StoredWriter id(long high, long low) {
    reserve(16);
    fixed(high);
    fixed(low);
    return this;
  }

  StoredWriter id(UUID id) {
    return id(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  StoredWriter text(String value) {
    Integer known = texts.putIfAbsent(value, texts.size());
    if (known != null) {
      return number(known + 1);
    }
    return number(0).block(value.getBytes(StandardCharsets.UTF_8));
  }

  StoredWriter block(byte[] value) {
    number(value.length);
    reserve(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  private void fixed(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
