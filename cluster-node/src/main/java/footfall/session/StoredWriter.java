package footfall.session;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Packs numbers and texts into one chunk of a checkpoint: numbers as zigzag varints, ids as 16
 * bytes, a text by its place in the chunk's own dictionary (its bytes follow where it occurs
 * first).
 */
final class StoredWriter {
  /** Twice as large a chunk would fill half a region of G1, which then treats it apart. */
  private static final int MOST_GROWTH = 64 * 1024;

  private byte[] bytes = new byte[1 << 12];
  private int size;

  /** The dictionary: an open-addressing table at most half full, and each text's number. */
  private String[] texts = new String[256];

  private int[] numbers = new int[256];
  private int textCount;

  int size() {
    return size;
  }

  /** What was written; the next chunk begins empty, its dictionary too. */
  byte[] take() {
    byte[] taken = Arrays.copyOf(bytes, size);
    size = 0;
    textCount = 0;
    Arrays.fill(texts, null);
    return taken;
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
    int slot = slotOf(value);
    if (texts[slot] != null) {
      return number(numbers[slot] + 1L);
    }
    texts[slot] = value;
    numbers[slot] = textCount++;
    if (textCount * 2 > texts.length) {
      growTexts();
    }
    return number(0).block(value.getBytes(StandardCharsets.UTF_8));
  }

  /** The slot that holds the text, or the free one where it would go. */
  private int slotOf(String value) {
    int hash = value.hashCode();
    int slot = (hash ^ (hash >>> 16)) & (texts.length - 1);
    while (texts[slot] != null && !texts[slot].equals(value)) {
      slot = (slot + 1) & (texts.length - 1);
    }
    return slot;
  }

  private void growTexts() {
    String[] oldTexts = texts;
    int[] oldNumbers = numbers;
    texts = new String[oldTexts.length * 2];
    numbers = new int[texts.length];
    for (int i = 0; i < oldTexts.length; i++) {
      if (oldTexts[i] != null) {
        int slot = slotOf(oldTexts[i]);
        texts[slot] = oldTexts[i];
        numbers[slot] = oldNumbers[i];
      }
    }
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
      int roomy = bytes.length + Math.min(bytes.length, MOST_GROWTH);
      bytes = Arrays.copyOf(bytes, Math.max(roomy, size + more));
    }
  }
}
