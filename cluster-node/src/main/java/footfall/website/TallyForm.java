package footfall.website;

import footfall.protocol.hit.EventType;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * The stored form of a {@link MinuteTally}, version 1. All numbers are unsigned LEB128.
 *
 * <pre>
 * 1 | pageviews | events | transactions | length, users | pages | countries | sources | devices
 * users = HLL image, and the goals as a list where any was met
 * list = values, other, { length, UTF-8 text, pageviews } in the order of the texts
 * </pre>
 *
 * <p>An image says itself how long it is: versions from before goals pass over what follows it.
 *
 * <p>The hits of a sampled website stand for more than themselves: what pageviews, events and
 * transactions stand for beyond themselves, in millionths, is the value of the empty text in pages,
 * countries and sources. There is none otherwise, and versions that know no rates pass over it.
 */
final class TallyForm {
  private static final int VERSION = 1;
  private static final Comparator<ValueCounts.Entry> BY_VALUE =
      Comparator.comparing(ValueCounts.Entry::value);

  private TallyForm() {}

  static byte[] encode(MinuteTally tally) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    out.write(VERSION);
    writeNumber(out, tally.pageviews());
    writeNumber(out, tally.events());
    writeNumber(out, tally.transactions());
    writeBytes(out, users(tally));
    writeCounts(out, tally.pages(), tally.weightOf(EventType.PAGEVIEW));
    writeCounts(out, tally.countries(), tally.weightOf(EventType.EVENT));
    writeCounts(out, tally.sources(), tally.weightOf(EventType.TRANSACTION));
    writeCounts(out, tally.devices(), 0);
    return out.toByteArray();
  }

  private static byte[] users(MinuteTally tally) {
    byte[] image = tally.userSketch().encode();
    if (!tally.hasGoals()) {
      return image;
    }
    ByteArrayOutputStream users = new ByteArrayOutputStream(image.length + 64);
    users.write(image, 0, image.length);
    writeCounts(users, tally.goals(), 0);
    return users.toByteArray();
  }

  private static void writeCounts(ByteArrayOutputStream out, ValueCounts counts, long weight) {
    List<ValueCounts.Entry> entries = counts.entries();
    entries.sort(BY_VALUE);
    writeNumber(out, entries.size() + (weight > 0 ? 1 : 0));
    writeNumber(out, counts.other());
    if (weight > 0) {
      writeNumber(out, 0);
      writeNumber(out, weight);
    }
    for (ValueCounts.Entry entry : entries) {
      writeBytes(out, entry.value().getBytes(StandardCharsets.UTF_8));
      writeNumber(out, entry.pageviews());
    }
  }

  private static void writeBytes(ByteArrayOutputStream out, byte[] bytes) {
    writeNumber(out, bytes.length);
    out.write(bytes, 0, bytes.length);
  }

  private static void writeNumber(ByteArrayOutputStream out, long number) {
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  static MinuteTally decode(byte[] form) {
    ByteBuffer in = ByteBuffer.wrap(form);
    try {
      int version = in.get();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "a minute tally of version " + version + "; this node reads version " + VERSION);
      }
      return decodeBody(in);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a minute tally cut off at " + form.length + " bytes", e);
    }
  }

  private static MinuteTally decodeBody(ByteBuffer in) {
    long pageviews = readNumber(in);
    long events = readNumber(in);
    long transactions = readNumber(in);
    byte[] users = readBytes(in);
    MinuteTally tally = new MinuteTally(Users.decode(users));
    int image = tally.userSketch().imageBytes();
    if (users.length > image) {
      readCounts(ByteBuffer.wrap(users, image, users.length - image), tally.goals());
    }
    tally.addCounts(pageviews, events, transactions);
    tally.addWeight(EventType.PAGEVIEW, readCounts(in, tally.pages()));
    tally.addWeight(EventType.EVENT, readCounts(in, tally.countries()));
    tally.addWeight(EventType.TRANSACTION, readCounts(in, tally.sources()));
    readCounts(in, tally.devices());
    if (in.hasRemaining()) {
      throw new IllegalArgumentException(in.remaining() + " bytes after a minute tally");
    }
    return tally;
  }

  /** What the empty text holds. */
  private static long readCounts(ByteBuffer in, ValueCounts counts) {
    long weight = 0;
    long values = readNumber(in);
    counts.addOther(readNumber(in));
    for (long i = 0; i < values; i++) {
      String value = new String(readBytes(in), StandardCharsets.UTF_8);
      long counted = readNumber(in);
      if (value.isEmpty()) {
        weight += counted;
      } else {
        counts.add(value, counted);
      }
    }
    return weight;
  }

  private static byte[] readBytes(ByteBuffer in) {
    long length = readNumber(in);
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[(int) length];
    in.get(bytes);
    return bytes;
  }

  private static long readNumber(ByteBuffer in) {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = in.get();
      number |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits in a minute tally");
  }
}
