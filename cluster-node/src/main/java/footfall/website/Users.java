package footfall.website;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;

/**
 * The distinct users of something, as an HLL with lgK 12: about 1.6 % standard error, 40 bytes for
 * the first few users, 2 KiB from some 400 on.
 *
 * <p>The same set of user hashes has the same encoded form, whatever the order and the grouping in
 * which it came. For one thread.
 */
final class Users {
  static final int LG_K = 12;

  /** Relative standard error of {@link #estimate}: 1.04 / sqrt(2^12). */
  static final double RELATIVE_ERROR = 0.016;

  /** Layout of a DataSketches HLL image, serial version 1 (little endian). */
  private static final int FLAGS_BYTE = 5;

  private static final int OUT_OF_ORDER_FLAG = 16;
  private static final int MODE_BYTE = 7;
  private static final int LIST_START = 8;
  private static final int SET_START = 12;
  private static final int HIP_START = 8;
  private static final int REGISTERS_START = 40;
  private static final int REGISTERS_LENGTH = 1 << (LG_K - 1);

  /** Null while a union is under way, which then holds all. */
  private HllSketch sketch;

  /**
   * What is merged stays HLL_8, whose registers add up by the byte; HLL_4, half as large, is for
   * what is kept and stored.
   */
  private Union union;

  Users() {
    this(new HllSketch(LG_K, TgtHllType.HLL_4));
  }

  private Users(HllSketch sketch) {
    this.sketch = sketch;
  }

  void add(long userHash) {
    if (union != null) {
      union.update(userHash);
    } else {
      sketch.update(userHash);
    }
  }

  void merge(Users other) {
    HllSketch more = other.sketch();
    if (more.isEmpty()) {
      return;
    }
    if (union == null && sketch.isEmpty()) {
      sketch = more.copy();
      return;
    }
    if (union == null) {
      union = new Union(LG_K);
      union.update(sketch);
      sketch = null;
    }
    union.update(more);
  }

  private HllSketch sketch() {
    if (union != null) {
      sketch = union.getResult(TgtHllType.HLL_8);
      union = null;
    }
    return sketch;
  }

  /** Estimated distinct users; the same for the same set in any order. */
  double estimate() {
    return sketch().getCompositeEstimate();
  }

  /**
   * DataSketches' own compact image with what depends on the order of arrival taken out: coupons
   * and exceptions are sorted, the estimator for one ordered stream is switched off.
   */
  byte[] encode() {
    HllSketch all = sketch();
    HllSketch small = all.getTgtHllType() == TgtHllType.HLL_4 ? all : all.copyAs(TgtHllType.HLL_4);
    byte[] image = small.toCompactByteArray();
    switch (image[MODE_BYTE] & 3) {
      case 0 -> sortInts(image, LIST_START);
      case 1 -> sortInts(image, SET_START);
      default -> {
        image[FLAGS_BYTE] |= OUT_OF_ORDER_FLAG;
        Arrays.fill(image, HIP_START, HIP_START + Double.BYTES, (byte) 0);
        sortInts(image, REGISTERS_START + REGISTERS_LENGTH);
      }
    }
    return image;
  }

  private static void sortInts(byte[] image, int from) {
    ByteBuffer buffer = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    int[] values = new int[(image.length - from) / Integer.BYTES];
    buffer.position(from).slice().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(values);
    Arrays.sort(values);
    buffer.position(from).slice().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(values);
  }

  /** How long the image was that it was read from. */
  int imageBytes() {
    return sketch().getCompactSerializationBytes();
  }

  /**
   * Reads what {@link #encode} wrote; what follows the image does no harm.
   *
   * @throws IllegalArgumentException when the bytes are no HLL of lgK 12
   */
  static Users decode(byte[] form) {
    HllSketch read;
    try {
      read = HllSketch.heapify(Memory.wrap(form));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("no HLL image of " + form.length + " bytes", e);
    }
    if (read.getLgConfigK() != LG_K) {
      throw new IllegalArgumentException("an HLL of lgK " + read.getLgConfigK() + ", want " + LG_K);
    }
    return new Users(read);
  }
}
