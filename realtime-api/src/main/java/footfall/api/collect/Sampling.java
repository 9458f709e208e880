package footfall.api.collect;

/**
 * Which visitors of a website are counted where its sampling rate is below 1: a keyed hash of
 * website and visitor, as a number from 0 to 1, lies below the rate. So all hits of a visitor are
 * counted or none, on every node; and who was counted at a lower rate is at a higher one. About a
 * microsecond a hit, and nothing at rate 1. Any thread.
 */
final class Sampling {
  /** Apart from all else that is hashed under the same key. */
  private static final String PURPOSE = "sampling";

  private static final double ONE = 0x1.0p-53;

  private final KeyedHash hash;

  /** {@code key} is the same on every node, and a secret: nobody can choose to be counted. */
  Sampling(byte[] key) {
    this.hash = new KeyedHash(key);
  }

  boolean counts(String websiteId, String visitor, double rate) {
    return rate >= 1 || (hash.number(PURPOSE, websiteId, visitor) >>> 11) * ONE < rate;
  }
}
