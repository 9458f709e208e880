package footfall.localstack.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The text of a request, read only as far as needed: the data of an INSERT goes to a file in
 * pieces, whatever its size, because the engine cuts data in the query's text at the first blank
 * line without a word and may run the rest as SQL.
 */
final class RequestText {
  private static final int FIRST_PIECE = 64 * 1024;

  /** Longest statement besides an INSERT's data. */
  static final int MAX_STATEMENT = 16 * 1024 * 1024;

  private final InputStream source;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();

  RequestText(String sql, InputStream body) {
    byte[] head = sql.isEmpty() ? new byte[0] : (sql + "\n").getBytes(StandardCharsets.UTF_8);
    source = new SequenceInputStream(new ByteArrayInputStream(head), body);
  }

  /**
   * Prepares the statement for the engine.
   *
   * @param uploads directory for the data of an INSERT
   */
  Prepared prepare(Path uploads, Map<String, String> parameters)
      throws IOException, EngineException {
    int wanted = FIRST_PIECE;
    while (true) {
      boolean complete = readUpTo(wanted);
      byte[] text = read.toByteArray();
      Optional<InsertHead> head = InsertHead.read(text, complete);
      if (head.isPresent() && !isBound(head.get(), parameters)) {
        return fromFile(head.get(), text, uploads);
      } else if (complete) {
        return new Prepared(Statement.single(text), null);
      } else if (wanted >= MAX_STATEMENT) {
        throw new EngineException(
            EngineException.QUERY_IS_TOO_LARGE,
            "a statement may be at most " + MAX_STATEMENT + " bytes besides an INSERT's data");
      }
      wanted = Math.min(wanted * 4, MAX_STATEMENT);
    }
  }

  /** Only text takes parameters; VALUES in the text is safe, other formats have none. */
  private static boolean isBound(InsertHead head, Map<String, String> parameters) {
    return head.format().equals("Values") && !parameters.isEmpty();
  }

  private boolean readUpTo(int wanted) throws IOException {
    byte[] piece = source.readNBytes(wanted - read.size() + 1);
    read.writeBytes(piece);
    return read.size() <= wanted;
  }

  private Prepared fromFile(InsertHead head, byte[] text, Path uploads)
      throws IOException, EngineException {
    Path file = Files.createTempFile(uploads, "insert", ".data");
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        out.write(text, head.dataStart(), text.length - head.dataStart());
        source.transferTo(out);
      }
      byte[] sql = head.fromFile(file.toString()).getBytes(StandardCharsets.UTF_8);
      return new Prepared(new Statement(sql, false, false), file);
    } catch (IOException | RuntimeException e) {
      Files.delete(file);
      throw e;
    }
  }

  /**
   * A statement that is safe to run.
   *
   * @param file its data, deleted on close; null when it has none
   */
  record Prepared(Statement statement, Path file) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    }
  }
}
