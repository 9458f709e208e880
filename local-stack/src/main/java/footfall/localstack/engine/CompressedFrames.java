package footfall.localstack.engine;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/**
 * ClickHouse's own compressed frames ({@code compress=1}, {@code decompress=1}): checksum of 16
 * bytes, method, both sizes, LZ4 block.
 */
final class CompressedFrames {
  private static final int CHECKSUM = 16;
  private static final int HEADER = 9;
  private static final byte LZ4 = (byte) 0x82;
  private static final byte NONE = 0x02;
  private static final int BLOCK = 64 * 1024;
  private static final int MAX_BLOCK = 64 * 1024 * 1024;
  private static final LZ4Factory FACTORY = LZ4Factory.safeInstance();

  private CompressedFrames() {}

  /** Frames what is written; closing writes the last frame and closes the target. */
  static OutputStream writer(OutputStream target) {
    return new Writer(target);
  }

  /** The content of frames; a wrong checksum or size is an {@link IOException}. */
  static InputStream reader(InputStream source) {
    return new Reader(source);
  }

  private static final class Writer extends OutputStream {
    private final OutputStream target;
    private final byte[] block = new byte[BLOCK];
    private int used;

    Writer(OutputStream target) {
      this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (int done = 0; done < length; ) {
        int part = Math.min(length - done, BLOCK - used);
        System.arraycopy(bytes, offset + done, block, used, part);
        used += part;
        done += part;
        if (used == BLOCK) {
          writeFrame();
        }
      }
    }

    private void writeFrame() throws IOException {
      byte[] packed = FACTORY.fastCompressor().compress(block, 0, used);
      ByteBuffer frame =
          ByteBuffer.allocate(CHECKSUM + HEADER + packed.length).order(ByteOrder.LITTLE_ENDIAN);
      frame.position(CHECKSUM);
      frame.put(LZ4).putInt(HEADER + packed.length).putInt(used).put(packed);
      CityHash.Hash128 sum = CityHash.of(frame.array(), CHECKSUM, HEADER + packed.length);
      frame.putLong(0, sum.low()).putLong(8, sum.high());
      target.write(frame.array());
      used = 0;
    }

    @Override
    public void close() throws IOException {
      if (used > 0) {
        writeFrame();
      }
      target.close();
    }
  }

  private static final class Reader extends InputStream {
    private final InputStream source;
    private ByteBuffer block = ByteBuffer.allocate(0);

    Reader(InputStream source) {
      this.source = source;
    }

    @Override
    public int read() throws IOException {
      return fill() ? block.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int part = Math.min(length, block.remaining());
      block.get(bytes, offset, part);
      return part;
    }

    private boolean fill() throws IOException {
      while (!block.hasRemaining()) {
        byte[] head = source.readNBytes(CHECKSUM + HEADER);
        if (head.length == 0) {
          return false;
        }
        block = readFrame(head);
      }
      return true;
    }

    private ByteBuffer readFrame(byte[] head) throws IOException {
      if (head.length < CHECKSUM + HEADER) {
        throw new EOFException("compressed body ends within a frame");
      }
      ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
      int packed = header.getInt(CHECKSUM + 1) - HEADER;
      int size = header.getInt(CHECKSUM + 5);
      if (packed < 0 || packed > MAX_BLOCK || size < 0 || size > MAX_BLOCK) {
        throw new IOException("compressed frame with impossible sizes " + packed + ", " + size);
      }
      byte[] body = new byte[HEADER + packed];
      System.arraycopy(head, CHECKSUM, body, 0, HEADER);
      if (source.readNBytes(body, HEADER, packed) < packed) {
        throw new EOFException("compressed body ends within a frame");
      }
      CityHash.Hash128 sum = CityHash.of(body, 0, body.length);
      if (sum.low() != header.getLong(0) || sum.high() != header.getLong(8)) {
        throw new IOException("compressed frame with a wrong checksum");
      }
      return unpack(body, size);
    }

    private static ByteBuffer unpack(byte[] body, int size) throws IOException {
      if (body[0] == NONE) {
        return ByteBuffer.wrap(body, HEADER, body.length - HEADER);
      } else if (body[0] != LZ4) {
        throw new IOException("compressed frame of an unknown method " + body[0]);
      }
      byte[] content = new byte[size];
      try {
        int filled =
            FACTORY
                .safeDecompressor()
                .decompress(body, HEADER, body.length - HEADER, content, 0, size);
        return ByteBuffer.wrap(content, 0, filled);
      } catch (LZ4Exception e) {
        throw new IOException("compressed frame that is no LZ4", e);
      }
    }
  }
}
