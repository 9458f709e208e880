package footfall.load.faults.ledger;

import footfall.load.faults.Cluster.LoadCounts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file that only grows, kept apart from the product: what is about to be sent is on disk before
 * it is sent, and what became of each attempt follows. May be used from any thread.
 */
public final class Ledger implements AutoCloseable {
  private static final String SENT = "S";

  /**
   * A ledger read back.
   *
   * @param sent by number
   * @param acknowledged the numbers that were acknowledged at least once
   */
  public record Entries(Map<Long, SentHit> sent, BitSet acknowledged) {
    public boolean isAcknowledged(long number) {
      return acknowledged.get(Math.toIntExact(number));
    }
  }

  private final FileChannel file;
  private long sent;
  private long acknowledged;
  private long refused;
  private long unknown;

  /** Begins a ledger in a new file. */
  public Ledger(Path file) throws IOException {
    this.file = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Notes hits that are about to be sent; returns once that is on disk. */
  public synchronized void sending(List<SentHit> hits) {
    StringBuilder lines = new StringBuilder(hits.size() * 160);
    hits.forEach(hit -> lines.append(hit.line()).append('\n'));
    sent += hits.size();
    write(lines);
    try {
      file.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Notes what became of an attempt. */
  public synchronized void became(Collection<Long> numbers, Fate fate) {
    StringBuilder lines = new StringBuilder(numbers.size() * 10);
    numbers.forEach(n -> lines.append(fate.mark()).append('\t').append(n).append('\n'));
    switch (fate) {
      case ACKNOWLEDGED -> acknowledged += numbers.size();
      case REFUSED -> refused += numbers.size();
      case UNKNOWN -> unknown += numbers.size();
    }
    write(lines);
  }

  private void write(StringBuilder lines) {
    ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public synchronized LoadCounts counts() {
    return new LoadCounts(sent, acknowledged, refused, unknown);
  }

  @Override
  public synchronized void close() throws IOException {
    file.force(false);
    file.close();
  }

  /** Reads a ledger; a last line that was cut off by a crash does not count. */
  public static Entries read(Path file) throws IOException {
    Map<Long, SentHit> sent = new LinkedHashMap<>();
    BitSet acknowledged = new BitSet();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split("\t", -1);
        boolean whole = !fields[0].equals(SENT) || fields.length == 9;
        if (!whole || fields.length < 2) {
          break;
        }
        if (fields[0].equals(SENT)) {
          SentHit hit = SentHit.of(fields);
          sent.put(hit.number(), hit);
        } else if (fields[0].equals(Fate.ACKNOWLEDGED.mark())) {
          acknowledged.set(Integer.parseInt(fields[1]));
        }
      }
    }
    return new Entries(sent, acknowledged);
  }
}
