package footfall.load.bench.fanout;

import java.nio.ByteBuffer;

/**
 * Cuts what a WebSocket server sends into frames, and hands each over whole. Copies only frames
 * that arrive in pieces. Fragmented messages are not read: Footfall sends none.
 */
final class FrameReader {
  static final int CONTINUED = 0;
  static final int TEXT = 1;
  static final int CLOSE = 8;
  static final int PING = 9;

  private static final int LENGTH_IN_16_BITS = 126;
  private static final int LENGTH_IN_64_BITS = 127;

  /** Takes one frame; its payload is what remains of the buffer, valid during the call. */
  interface Frames {
    void frame(int opcode, ByteBuffer payload);
  }

  private ByteBuffer begun;

  void read(ByteBuffer bytes, Frames frames) {
    ByteBuffer all = begun == null ? bytes : joined(bytes);
    begun = null;
    while (all.hasRemaining()) {
      int length = frameLength(all);
      if (length < 0 || length > all.remaining()) {
        begun = ByteBuffer.allocate(Math.max(length, all.remaining())).put(all);
        return;
      }
      hand(all.slice(all.position(), length), frames);
      all.position(all.position() + length);
    }
  }

  private ByteBuffer joined(ByteBuffer more) {
    if (begun.remaining() >= more.remaining()) {
      return begun.put(more).flip();
    }
    ByteBuffer larger = ByteBuffer.allocate(begun.position() + more.remaining());
    return larger.put(begun.flip()).put(more).flip();
  }

  /** Header and payload; -1 while the header itself is not whole. */
  private static int frameLength(ByteBuffer all) {
    int start = all.position();
    if (all.remaining() < 2) {
      return -1;
    }
    int length = all.get(start + 1) & 0x7F;
    if (length < LENGTH_IN_16_BITS) {
      return 2 + length;
    }
    if (length == LENGTH_IN_16_BITS) {
      return all.remaining() < 4 ? -1 : 4 + (all.getShort(start + 2) & 0xFFFF);
    }
    return all.remaining() < 10 ? -1 : 10 + Math.toIntExact(all.getLong(start + 2));
  }

  private static void hand(ByteBuffer frame, Frames frames) {
    int opcode = frame.get(0) & 0x0F;
    int length = frame.get(1) & 0x7F;
    int header = length < LENGTH_IN_16_BITS ? 2 : length < LENGTH_IN_64_BITS ? 4 : 10;
    frames.frame(opcode, frame.position(header));
  }
}
