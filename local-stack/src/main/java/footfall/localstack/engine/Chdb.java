package footfall.localstack.engine;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/** The functions of {@code libchdb.so} that are used here, by their C names. */
interface Chdb extends Library {
  void chdb_set_signal_handlers_enabled(int enabled);

  /** Opens a session on the one data path of the process; null when it cannot. */
  PointerByReference chdb_connect(int argc, String[] argv);

  void chdb_close_conn(PointerByReference connection);

  Pointer chdb_query_with_params_n(
      Pointer connection,
      byte[] query,
      long queryLength,
      byte[] format,
      long formatLength,
      Pointer[] names,
      long[] nameLengths,
      Pointer[] values,
      long[] valueLengths,
      long count);

  Pointer chdb_result_buffer(Pointer result);

  long chdb_result_length(Pointer result);

  long chdb_result_rows_read(Pointer result);

  long chdb_result_bytes_read(Pointer result);

  long chdb_result_rows_written(Pointer result);

  long chdb_result_bytes_written(Pointer result);

  /** Null when the query succeeded. */
  String chdb_result_error(Pointer result);

  void chdb_destroy_query_result(Pointer result);
}
