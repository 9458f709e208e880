package footfall.localstack.engine;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The child JVM's entry: {@code EngineMain libchdb.so DIRECTORY HOST PORT}. */
public final class EngineMain {
  private static final int THREADS = 32;
  private static final int BACKLOG = 256;
  private static final int DRAINED_BYTES = 256 << 20;

  /** The engine runs queries on the caller's stack and needs more of it than Java does. */
  private static final long STACK_BYTES = 16L << 20;

  private static final int GRACE_SECONDS = 5;

  private EngineMain() {}

  public static void main(String[] arguments) throws IOException, EngineException {
    Path library = Path.of(arguments[0]);
    Path directory = Path.of(arguments[1]);
    String host = arguments[2];
    int port = Integer.parseInt(arguments[3]);
    String password = System.getenv().getOrDefault("FOOTFALL_CLICKHOUSE_PASSWORD", "");

    // Without it each answer on a kept connection waits for the peer's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.idleInterval", "300");
    // A refused body is read to its end, so that its sender reads the answer, not a reset.
    System.setProperty("sun.net.httpserver.drainAmount", Integer.toString(DRAINED_BYTES));
    Path uploads = emptied(directory.resolve("uploads"));
    Engine engine = new Engine(library, Files.createDirectories(directory.resolve("data")));
    createDatabase(engine);
    HttpServer server = HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
    ExecutorService threads = threads();
    server.setExecutor(threads);
    server.createContext("/", new QueryHandler(engine, uploads, password));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, engine)));
    server.start();
    PrintStream out = System.out;
    out.println("ClickHouse engine listens on " + host + ":" + port);
  }

  private static void stop(HttpServer server, Engine engine) {
    server.stop(GRACE_SECONDS);
    engine.close();
  }

  private static ExecutorService threads() {
    AtomicInteger number = new AtomicInteger();
    return Executors.newFixedThreadPool(
        THREADS,
        task -> {
          String name = "query-" + number.incrementAndGet();
          Thread thread = new Thread(null, task, name, STACK_BYTES);
          thread.setDaemon(true);
          return thread;
        });
  }

  private static void createDatabase(Engine engine) throws EngineException {
    byte[] sql = "CREATE DATABASE IF NOT EXISTS footfall".getBytes(StandardCharsets.UTF_8);
    try {
      engine.run(new Engine.Query(sql, "Null", "default", Map.of(), Map.of(), false)).close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Data of inserts that a killed engine left behind was never acknowledged. */
  private static Path emptied(Path uploads) throws IOException {
    Files.createDirectories(uploads);
    try (Stream<Path> left = Files.list(uploads)) {
      for (Path file : left.toList()) {
        Files.delete(file);
      }
    }
    return uploads;
  }
}
