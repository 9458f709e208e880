package footfall.localstack.engine;

import com.sun.jna.Native;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The engine on one data path, with a fixed number of connections; each runs one query at a time.
 * Must be closed before the JVM exits: the library aborts the process otherwise.
 */
public final class Engine implements AutoCloseable {
  private static final int CONNECTIONS = 8;
  private static final int WAIT_SECONDS = 60;

  private final Chdb library;
  private final Path data;
  private final BlockingQueue<EngineConnection> idle = new ArrayBlockingQueue<>(CONNECTIONS);
  private final int connections;

  /**
   * Loads the library and opens all connections; the database {@code footfall} exists afterwards.
   *
   * @throws EngineException when another process holds the data path
   */
  Engine(Path libraryFile, Path data) throws EngineException {
    this.data = data;
    library = Native.load(libraryFile.toString(), Chdb.class);
    // The JVM's own handlers for SIGSEGV and others are load-bearing; the engine must not take
    // them.
    library.chdb_set_signal_handlers_enabled(0);
    List<EngineConnection> opened = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      opened.add(EngineConnection.open(library, data));
    }
    connections = opened.size();
    idle.addAll(opened);
  }

  /** A query with everything that belongs to it. */
  record Query(
      byte[] sql,
      String format,
      String database,
      Map<String, String> settings,
      Map<String, String> parameters,
      boolean changesSession) {}

  /**
   * Runs one statement on a connection of its own; its settings and database end with it.
   *
   * @return the result; the caller closes it
   */
  EngineResult run(Query query) throws EngineException, InterruptedException {
    EngineConnection connection = idle.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    if (connection == null) {
      throw new EngineException(
          EngineException.TOO_MANY_QUERIES,
          "no connection became free within " + WAIT_SECONDS + " s; try again");
    }
    try {
      connection = renewedIfTainted(connection);
      return connection.run(query);
    } finally {
      idle.add(connection);
    }
  }

  /** What a statement such as SET or USE left behind goes with its connection. */
  private EngineConnection renewedIfTainted(EngineConnection connection) throws EngineException {
    if (!connection.isTainted()) {
      return connection;
    }
    EngineConnection fresh = EngineConnection.open(library, data);
    connection.close();
    return fresh;
  }

  /** Waits for the queries that run, at most 20 s each, and closes every connection. */
  @Override
  public void close() {
    try {
      for (int i = 0; i < connections; i++) {
        EngineConnection connection = idle.poll(20, TimeUnit.SECONDS);
        if (connection != null) {
          connection.close();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
