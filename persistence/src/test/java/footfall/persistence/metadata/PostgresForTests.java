package footfall.persistence.metadata;

import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A real PostgreSQL on a free port, which can go away and come back with its data. */
final class PostgresForTests implements AutoCloseable {
  private final LocalStack stack = LocalStack.forTests(Service.POSTGRES);
  private String url = stack.addresses().postgresJdbcUrl();

  /** From now on {@link #open} goes to an empty database. */
  void startAfresh() {
    String database = "d" + UUID.randomUUID().toString().replace("-", "");
    String server = stack.addresses().postgresJdbcUrl();
    try (Connection connection = DriverManager.getConnection(server, user(), password());
        Statement create = connection.createStatement()) {
      create.execute("create database " + database);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    url = server.substring(0, server.lastIndexOf('/') + 1) + database;
  }

  Metadata open() {
    return Metadata.open(url, user(), password());
  }

  String url() {
    return url;
  }

  void goAway() {
    stack.kill(Service.POSTGRES);
  }

  void comeBack() {
    stack.restart(Service.POSTGRES);
  }

  @Override
  public void close() {
    // Cleanly: the backends of a killed server would still write into the data being deleted.
    stack.stop(Service.POSTGRES);
    stack.close();
  }

  private String user() {
    return stack.addresses().postgresUser();
  }

  private String password() {
    return stack.addresses().postgresPassword();
  }
}
