package footfall.persistence.metadata;

import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real PostgreSQL on a free port, that of all classes of this JVM, which can go away and come
 * back with its data. Registered as an extension it gives each test an empty database.
 */
final class PostgresForTests implements BeforeEachCallback, AfterEachCallback {
  private LocalStack stack;
  private Optional<Metadata> metadata = Optional.empty();
  private String database;

  @Override
  public void beforeEach(ExtensionContext test) {
    stack = LocalStack.sharedForTests(Service.POSTGRES);
    database = "d" + UUID.randomUUID().toString().replace("-", "");
    execute("create database " + database);
    metadata = Optional.empty();
  }

  @Override
  public void afterEach(ExtensionContext test) {
    metadata.ifPresent(Metadata::close);
    stack = LocalStack.sharedForTests(Service.POSTGRES);
    execute("drop database " + database + " with (force)");
  }

  private void execute(String statement) {
    String server = stack.addresses().postgresJdbcUrl();
    try (Connection connection = DriverManager.getConnection(server, user(), password());
        Statement run = connection.createStatement()) {
      run.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The test's own; closed behind it. */
  Metadata metadata() {
    metadata = metadata.or(() -> Optional.of(open()));
    return metadata.orElseThrow();
  }

  Metadata open() {
    return Metadata.open(url(), user(), password());
  }

  String url() {
    String server = stack.addresses().postgresJdbcUrl();
    return server.substring(0, server.lastIndexOf('/') + 1) + database;
  }

  void goAway() {
    stack.kill(Service.POSTGRES);
  }

  void comeBack() {
    stack.restart(Service.POSTGRES);
  }

  private String user() {
    return stack.addresses().postgresUser();
  }

  private String password() {
    return stack.addresses().postgresPassword();
  }
}
