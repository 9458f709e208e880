package footfall.persistence.metadata;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A real PostgreSQL on a free port, which can go away and come back with its data. */
final class PostgresForTests implements AutoCloseable {
  private final Path data;
  private final int port;
  private EmbeddedPostgres server;
  private String database = "postgres";

  private PostgresForTests(Path data) {
    this.data = data;
    this.server = start(data, 0);
    this.port = server.getPort();
  }

  static PostgresForTests in(Path directory) {
    return new PostgresForTests(directory.resolve("postgres"));
  }

  /** From now on {@link #open} goes to an empty database. */
  void startAfresh() {
    database = "d" + UUID.randomUUID().toString().replace("-", "");
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement create = connection.createStatement()) {
      create.execute("create database " + database);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  Metadata open() {
    return Metadata.open(url(), "postgres", "postgres");
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  void goAway() {
    close();
  }

  void comeBack() {
    server = start(data, port);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EmbeddedPostgres start(Path data, int port) {
    try {
      return EmbeddedPostgres.builder()
          .setDataDirectory(data)
          .setCleanDataDirectory(false)
          .setPort(port)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
