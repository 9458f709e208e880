package footfall.load.oracle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collection;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.memory.Memory;

/**
 * A sketch of users in a form that two sketches of the same users share byte for byte: every
 * register of an HLL with lgK 12, or every hash where it still keeps them whole.
 *
 * <p>The library is the product's own (Apache DataSketches); which users are in it, their hashes,
 * and that it is filled user by user, never merged and never stored, are the oracle's.
 */
public final class UserSketch {
  static final int LG_K = 12;

  private static final int MODE_BYTE = 7;
  private static final int MODE_MASK = 3;
  private static final int LIST = 0;
  private static final int SET = 1;
  private static final int LIST_START = 8;
  private static final int SET_START = 12;
  private static final int REGISTERS_START = 40;

  /** Before the image: a version byte, then pageviews, events and transactions. */
  private static final int NUMBERS_BEFORE_IMAGE = 3;

  private final HllSketch sketch;

  private UserSketch(HllSketch sketch) {
    this.sketch = sketch;
  }

  /** What these users must lead to. */
  public static UserSketch of(Collection<String> users, SipHash hash) {
    HllSketch sketch = new HllSketch(LG_K, TgtHllType.HLL_8);
    users.forEach(user -> sketch.update(hash.of(user)));
    return new UserSketch(sketch);
  }

  /** The one within a website-minute's stored form, version 1: found by the form's description. */
  public static UserSketch inTally(byte[] form) {
    ByteBuffer in = ByteBuffer.wrap(form);
    in.get();
    for (int i = 0; i < NUMBERS_BEFORE_IMAGE; i++) {
      number(in);
    }
    byte[] image = new byte[Math.toIntExact(number(in))];
    in.get(image);
    return new UserSketch(HllSketch.heapify(Memory.wrap(image)));
  }

  /** Unsigned LEB128. */
  private static long number(ByteBuffer in) {
    long number = 0;
    int shift = 0;
    byte next;
    do {
      next = in.get();
      number |= (long) (next & 0x7f) << shift;
      shift += 7;
    } while (next < 0);
    return number;
  }

  /** The estimate that does not hang on the order in which users came. */
  public double estimate() {
    return sketch.getCompositeEstimate();
  }

  /** True where both hold the same registers, or the same hashes. */
  public boolean isSameAs(UserSketch other) {
    return Arrays.equals(content(), other.content());
  }

  private byte[] content() {
    byte[] image = sketch.copyAs(TgtHllType.HLL_8).toCompactByteArray();
    int mode = image[MODE_BYTE] & MODE_MASK;
    if (mode != LIST && mode != SET) {
      return Arrays.copyOfRange(image, REGISTERS_START, REGISTERS_START + (1 << LG_K));
    }
    int start = mode == LIST ? LIST_START : SET_START;
    ByteBuffer hashes = ByteBuffer.wrap(image, start, image.length - start);
    int[] sorted = new int[hashes.remaining() / Integer.BYTES];
    hashes.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(sorted);
    Arrays.sort(sorted);
    ByteBuffer content = ByteBuffer.allocate(sorted.length * Integer.BYTES);
    content.asIntBuffer().put(sorted);
    return content.array();
  }
}
