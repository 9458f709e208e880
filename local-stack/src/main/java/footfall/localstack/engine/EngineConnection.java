package footfall.localstack.engine;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One session of the engine. Used by one thread at a time. */
final class EngineConnection implements AutoCloseable {
  private static final String DEFAULT_DATABASE = "default";

  /** A query over it fails with code 241; without it the engine takes the machine's memory. */
  private static final long MAX_QUERY_BYTES = 2L << 30;

  private final Chdb library;
  private final PointerByReference handle;
  private String database = DEFAULT_DATABASE;
  private boolean tainted;

  private EngineConnection(Chdb library, PointerByReference handle) {
    this.library = library;
    this.handle = handle;
  }

  static EngineConnection open(Chdb library, Path data) throws EngineException {
    String[] arguments = {"clickhouse", "--path=" + data, "--max_memory_usage=" + MAX_QUERY_BYTES};
    PointerByReference handle = library.chdb_connect(arguments.length, arguments);
    if (handle == null || handle.getValue() == null) {
      throw new EngineException(
          EngineException.BAD_ARGUMENTS, "cannot open " + data + ": does another engine use it?");
    }
    return new EngineConnection(library, handle);
  }

  /** True when something of a request may be left behind: it must not serve another. */
  boolean isTainted() {
    return tainted;
  }

  EngineResult run(Engine.Query query) throws EngineException {
    use(query.database());
    tainted = query.changesSession();
    try {
      if (!query.settings().isEmpty()) {
        command("SET " + assignments(query.settings()));
      }
      return execute(query.sql(), query.format(), query.parameters());
    } finally {
      reset(query.settings());
    }
  }

  private void use(String wanted) throws EngineException {
    if (!database.equals(wanted)) {
      command("USE " + Sql.identifier(wanted));
      database = wanted;
    }
  }

  private void reset(Map<String, String> settings) {
    if (settings.isEmpty()) {
      return;
    }
    try {
      command(
          settings.keySet().stream()
              .map(name -> Sql.identifier(name) + " = DEFAULT")
              .collect(Collectors.joining(", ", "SET ", "")));
    } catch (EngineException notReset) {
      tainted = true;
    }
  }

  private static String assignments(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> Sql.identifier(setting.getKey()) + " = " + Sql.string(setting.getValue()))
        .collect(Collectors.joining(", "));
  }

  private void command(String sql) throws EngineException {
    execute(sql.getBytes(StandardCharsets.UTF_8), "Null", Map.of()).close();
  }

  private EngineResult execute(byte[] sql, String format, Map<String, String> parameters)
      throws EngineException {
    byte[] formatName = format.getBytes(StandardCharsets.UTF_8);
    Texts names = new Texts(parameters.keySet());
    Texts values = new Texts(parameters.values());
    Pointer result =
        library.chdb_query_with_params_n(
            handle.getValue(),
            sql,
            sql.length,
            formatName,
            formatName.length,
            names.pointers(),
            names.lengths(),
            values.pointers(),
            values.lengths(),
            parameters.size());
    String error = result == null ? "Code: 1002. no result" : library.chdb_result_error(result);
    if (error != null) {
      if (result != null) {
        library.chdb_destroy_query_result(result);
      }
      throw EngineException.of(error);
    }
    return new EngineResult(library, result);
  }

  @Override
  public void close() {
    library.chdb_close_conn(handle);
  }

  /** Texts in native memory, for the length of one call. */
  private static final class Texts {
    private final List<Memory> memory = new ArrayList<>();
    private final long[] lengths;

    Texts(Iterable<String> texts) {
      for (String text : texts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Memory copy = new Memory(bytes.length + 1L);
        copy.write(0, bytes, 0, bytes.length);
        copy.setByte(bytes.length, (byte) 0);
        memory.add(copy);
      }
      lengths = memory.stream().mapToLong(m -> m.size() - 1).toArray();
    }

    Pointer[] pointers() {
      return memory.isEmpty() ? null : memory.toArray(new Pointer[0]);
    }

    long[] lengths() {
      return memory.isEmpty() ? null : lengths;
    }
  }
}
