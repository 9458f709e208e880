package footfall.localstack.engine;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.OutputStream;

/** What a query answered, in the engine's own memory until it is closed. */
final class EngineResult implements AutoCloseable {
  private static final int SLICE = 64 * 1024;

  private final Chdb library;
  private final Pointer result;

  EngineResult(Chdb library, Pointer result) {
    this.library = library;
    this.result = result;
  }

  long length() {
    return library.chdb_result_length(result);
  }

  /** ClickHouse's own header: how much was read and written. */
  String summary() {
    return "{\"read_rows\":\"%d\",\"read_bytes\":\"%d\",\"written_rows\":\"%d\",\"written_bytes\":\"%d\"}"
        .formatted(
            library.chdb_result_rows_read(result),
            library.chdb_result_bytes_read(result),
            library.chdb_result_rows_written(result),
            library.chdb_result_bytes_written(result));
  }

  void writeTo(OutputStream out) throws IOException {
    Pointer buffer = library.chdb_result_buffer(result);
    long length = length();
    byte[] slice = new byte[SLICE];
    for (long at = 0; at < length; at += SLICE) {
      int size = (int) Math.min(SLICE, length - at);
      buffer.read(at, slice, 0, size);
      out.write(slice, 0, size);
    }
  }

  @Override
  public void close() {
    library.chdb_destroy_query_result(result);
  }
}
