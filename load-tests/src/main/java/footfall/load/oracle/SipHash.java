package footfall.load.oracle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * SipHash-2-4 (Aumasson and Bernstein 2012), written from its paper: the keyed hash of users, not
 * taken from the product.
 */
public final class SipHash {
  private final long k0;
  private final long k1;
  private long v0;
  private long v1;
  private long v2;
  private long v3;

  public SipHash(long k0, long k1) {
    this.k0 = k0;
    this.k1 = k1;
  }

  /** Of the cluster's 16 bytes; each half is read with the highest byte first. */
  public static SipHash keyedBy(byte[] key) {
    ByteBuffer halves = ByteBuffer.wrap(key);
    return new SipHash(halves.getLong(), halves.getLong());
  }

  /** Of the UTF-8 bytes of a text; for one thread. */
  public long of(String text) {
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    v0 = k0 ^ 0x736f6d6570736575L;
    v1 = k1 ^ 0x646f72616e646f6dL;
    v2 = k0 ^ 0x6c7967656e657261L;
    v3 = k1 ^ 0x7465646279746573L;
    // Whole words, then what is left with the length in the last byte.
    ByteBuffer padded = ByteBuffer.allocate((message.length / 8 + 1) * 8);
    padded.order(ByteOrder.LITTLE_ENDIAN).put(message);
    padded.put(padded.capacity() - 1, (byte) message.length).rewind();
    while (padded.hasRemaining()) {
      long word = padded.getLong();
      v3 ^= word;
      rounds(2);
      v0 ^= word;
    }
    v2 ^= 0xff;
    rounds(4);
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private void rounds(int count) {
    for (int i = 0; i < count; i++) {
      v0 += v1;
      v2 += v3;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v1;
      v0 += v3;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
