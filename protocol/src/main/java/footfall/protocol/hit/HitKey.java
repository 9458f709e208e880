package footfall.protocol.hit;

import java.nio.charset.StandardCharsets;

/** The key of a record on the topic of hits, and the partition that key belongs to. */
public final class HitKey {
  private static final int SEED = 0x9747b28c;
  private static final int M = 0x5bd1e995;

  private HitKey() {}

  /** {@code website_id:route} in UTF-8; a website id holds no colon, so the first one divides. */
  public static byte[] of(String websiteId, String route) {
    return (websiteId + ':' + route).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The partition a Java producer chooses: murmur2 of the key without its sign, modulo the number
   * of partitions.
   */
  public static int partition(byte[] key, int partitions) {
    return (murmur2(key) & 0x7fffffff) % partitions;
  }

  /** MurmurHash2 by Austin Appleby (32 bits, little-endian) with the seed of Kafka's producers. */
  static int murmur2(byte[] key) {
    int length = key.length;
    int hash = SEED ^ length;
    int whole = length & ~3;
    for (int i = 0; i < whole; i += 4) {
      int k =
          (key[i] & 0xff)
              | ((key[i + 1] & 0xff) << 8)
              | ((key[i + 2] & 0xff) << 16)
              | ((key[i + 3] & 0xff) << 24);
      k *= M;
      k ^= k >>> 24;
      hash = (hash * M) ^ (k * M);
    }
    return finish(tail(key, whole, hash));
  }

  private static int tail(byte[] key, int from, int hash) {
    int rest = 0;
    for (int i = key.length - 1; i >= from; i--) {
      rest = (rest << 8) | (key[i] & 0xff);
    }
    return from == key.length ? hash : (hash ^ rest) * M;
  }

  private static int finish(int hash) {
    int mixed = (hash ^ (hash >>> 13)) * M;
    return mixed ^ (mixed >>> 15);
  }
}
