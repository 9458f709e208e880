package footfall.load.topic;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A topic's records in a file: partition, offset, append time, key, headers and value bytes. */
public final class TopicDump {
  private static final int MAGIC = 0x46464431; // "FFD1"

  /** Writes records to a dump; close it to have all of them on disk. */
  public static final class Writer implements Consumer<TopicRecord>, AutoCloseable {
    private final DataOutputStream out;

    public Writer(Path file) throws IOException {
      out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 20));
      out.writeInt(MAGIC);
    }

    @Override
    public void accept(TopicRecord record) {
      try {
        out.writeInt(record.partition());
        out.writeLong(record.offset());
        out.writeLong(record.appendTime());
        writeBytes(record.key());
        out.writeShort(record.headers().size());
        for (Map.Entry<String, byte[]> header : record.headers().entrySet()) {
          out.writeUTF(header.getKey());
          writeBytes(header.getValue());
        }
        writeBytes(record.value());
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    private void writeBytes(byte[] bytes) throws IOException {
      out.writeInt(bytes == null ? -1 : bytes.length);
      if (bytes != null) {
        out.write(bytes);
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /**
   * Hands over the records of a dump in the order in which they were written.
   *
   * @throws IOException where the file is no dump or ends within a record
   */
  public static void read(Path file, Consumer<TopicRecord> to) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
      if (in.readInt() != MAGIC) {
        throw new IOException(file + " is not a dump of a topic");
      }
      int partition = nextPartition(in);
      while (partition >= 0) {
        to.accept(
            new TopicRecord(
                partition,
                in.readLong(),
                in.readLong(),
                readBytes(in),
                readHeaders(in),
                readBytes(in)));
        partition = nextPartition(in);
      }
    }
  }

  private static int nextPartition(DataInputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      return -1;
    }
    int rest = in.readUnsignedByte() << 16 | in.readUnsignedByte() << 8 | in.readUnsignedByte();
    return first << 24 | rest;
  }

  private static Map<String, byte[]> readHeaders(DataInputStream in) throws IOException {
    int count = in.readUnsignedShort();
    Map<String, byte[]> headers = new HashMap<>();
    for (int i = 0; i < count; i++) {
      headers.put(in.readUTF(), readBytes(in));
    }
    return headers;
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the dump ends within a record");
    }
    return bytes;
  }

  private TopicDump() {}
}
