package footfall.api;

import footfall.localstack.Addresses;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.persistence.metadata.Metadata;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An empty database in the PostgreSQL that all test classes of this JVM share; it goes on close.
 */
public final class OwnDatabase implements AutoCloseable {
  private static final AtomicInteger MADE = new AtomicInteger();

  private final LocalStack server = LocalStack.sharedForTests(Service.POSTGRES);
  private final String name = "own" + MADE.incrementAndGet();

  /** Makes it. */
  public OwnDatabase() {
    onServer("create database " + name);
  }

  /** Whose PostgreSQL can be killed, and must be started again by whom it was killed. */
  public LocalStack server() {
    return server;
  }

  /** With Footfall's schema. */
  public Metadata open() {
    Addresses at = server.addresses();
    return Metadata.open(url(), at.postgresUser(), at.postgresPassword());
  }

  Connection connect() throws SQLException {
    return connect(url());
  }

  void execute(String statement) {
    try (Connection connection = connect();
        Statement run = connection.createStatement()) {
      run.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void onServer(String statement) {
    try (Connection connection = connect(server.addresses().postgresJdbcUrl());
        Statement run = connection.createStatement()) {
      run.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connect(String at) throws SQLException {
    Addresses addresses = server.addresses();
    return DriverManager.getConnection(at, addresses.postgresUser(), addresses.postgresPassword());
  }

  private String url() {
    String one = server.addresses().postgresJdbcUrl();
    return one.substring(0, one.lastIndexOf('/') + 1) + name;
  }

  @Override
  public void close() {
    LocalStack.sharedForTests(Service.POSTGRES);
    onServer("drop database " + name + " with (force)");
  }
}
