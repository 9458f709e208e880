package footfall.localstack.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** CityHash128 of version 1.0.2: the checksum of ClickHouse's compressed frames. */
final class CityHash {
  private static final long K0 = 0xc3a5c85c97cb3127L;
  private static final long K1 = 0xb492b66fbe98f273L;
  private static final long K2 = 0x9ae16a3b2f90404fL;
  private static final long K3 = 0xc949d7c7509e6557L;
  private static final long MUL = 0x9ddfea08eb382d69L;

  private CityHash() {}

  /** A hash of 128 bits, written low half first. */
  record Hash128(long low, long high) {}

  static Hash128 of(byte[] bytes, int offset, int length) {
    ByteBuffer in = ByteBuffer.wrap(bytes, offset, length).slice().order(ByteOrder.LITTLE_ENDIAN);
    if (length >= 16) {
      return seeded(slice(in, 16), in.getLong(0) ^ K3, in.getLong(8));
    } else if (length >= 8) {
      long low = in.getLong(0) ^ (length * K0);
      return seeded(slice(in, length), low, in.getLong(length - 8) ^ K1);
    }
    return seeded(in, K0, K1);
  }

  private static ByteBuffer slice(ByteBuffer in, int from) {
    return in.slice(from, in.limit() - from).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Hash128 seeded(ByteBuffer in, long low, long high) {
    int length = in.limit();
    if (length < 128) {
      return murmur(in, low, high);
    }
    Rounds rounds = new Rounds(in, low, high);
    int at = 0;
    for (; length - at >= 128; at += 128) {
      rounds.mix(at);
      rounds.mix(at + 64);
    }
    return rounds.finish(length - at);
  }

  private static Hash128 murmur(ByteBuffer in, long low, long high) {
    int length = in.limit();
    long a = low;
    long b = high;
    long c;
    long d;
    if (length <= 16) {
      a = shiftMix(a * K1) * K1;
      c = b * K1 + upTo16(in);
      d = shiftMix(a + (length >= 8 ? in.getLong(0) : c));
    } else {
      c = pair(in.getLong(length - 8) + K1, a);
      d = pair(b + length, c + in.getLong(length - 16));
      a += d;
      for (int at = 0; at < length - 16; at += 16) {
        a = (a ^ shiftMix(in.getLong(at) * K1) * K1) * K1;
        b ^= a;
        c = (c ^ shiftMix(in.getLong(at + 8) * K1) * K1) * K1;
        d ^= c;
      }
    }
    a = pair(a, c);
    b = pair(d, b);
    return new Hash128(a ^ b, pair(b, a));
  }

  private static long upTo16(ByteBuffer in) {
    int length = in.limit();
    if (length > 8) {
      long b = in.getLong(length - 8);
      return pair(in.getLong(0), Long.rotateRight(b + length, length)) ^ b;
    } else if (length >= 4) {
      long a = in.getInt(0) & 0xffffffffL;
      return pair(length + (a << 3), in.getInt(length - 4) & 0xffffffffL);
    } else if (length > 0) {
      int y = (in.get(0) & 0xff) + ((in.get(length >> 1) & 0xff) << 8);
      int z = length + ((in.get(length - 1) & 0xff) << 2);
      return shiftMix(y * K2 ^ z * K3) * K2;
    }
    return K2;
  }

  private static long shiftMix(long value) {
    return value ^ (value >>> 47);
  }

  private static long pair(long low, long high) {
    long a = shiftMix((low ^ high) * MUL);
    return shiftMix((high ^ a) * MUL) * MUL;
  }

  /** The state of the long form: rounds of 64 bytes. */
  private static final class Rounds {
    private final ByteBuffer in;
    private long x;
    private long y;
    private long z;
    private long v0;
    private long v1;
    private long w0;
    private long w1;

    Rounds(ByteBuffer in, long low, long high) {
      this.in = in;
      x = low;
      y = high;
      z = in.limit() * K1;
      v0 = Long.rotateRight(y ^ K1, 49) * K1 + in.getLong(0);
      v1 = Long.rotateRight(v0, 42) * K1 + in.getLong(8);
      w0 = Long.rotateRight(y + z, 35) * K1 + x;
      w1 = Long.rotateRight(x + in.getLong(88), 53) * K1;
    }

    void mix(int at) {
      x = Long.rotateRight(x + y + v0 + in.getLong(at + 16), 37) * K1;
      y = Long.rotateRight(y + v1 + in.getLong(at + 48), 42) * K1;
      x ^= w1;
      y ^= v0;
      z = Long.rotateRight(z ^ w0, 33);
      weakV(at, v1 * K1, x + w0);
      weakW(at + 32, z + w1, y);
      long swapped = z;
      z = x;
      x = swapped;
    }

    Hash128 finish(int rest) {
      y += Long.rotateRight(w0, 37) * K0 + z;
      x += Long.rotateRight(v0 + z, 49) * K0;
      int length = in.limit();
      for (int done = 32; done < rest + 32; done += 32) {
        y = Long.rotateRight(y - x, 42) * K0 + v1;
        w0 += in.getLong(length - done + 16);
        x = Long.rotateRight(x, 49) * K0 + w0;
        w0 += v0;
        weakV(length - done, v0, v1);
      }
      x = pair(x, v0);
      y = pair(y, w0);
      return new Hash128(pair(x + v1, w1) + y, pair(x + w1, y + v1));
    }

    private void weakV(int at, long seedA, long seedB) {
      long a = seedA + in.getLong(at);
      long sum = a + in.getLong(at + 8) + in.getLong(at + 16);
      v1 = Long.rotateRight(seedB + a + in.getLong(at + 24), 21) + Long.rotateRight(sum, 44) + a;
      v0 = sum + in.getLong(at + 24);
    }

    private void weakW(int at, long seedA, long seedB) {
      long a = seedA + in.getLong(at);
      long sum = a + in.getLong(at + 8) + in.getLong(at + 16);
      w1 = Long.rotateRight(seedB + a + in.getLong(at + 24), 21) + Long.rotateRight(sum, 44) + a;
      w0 = sum + in.getLong(at + 24);
    }
  }
}
