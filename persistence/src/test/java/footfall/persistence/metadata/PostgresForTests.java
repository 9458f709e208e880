package footfall.persistence.metadata;

import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real PostgreSQL on a free port, which can go away and come back with its data. Registered as an
 * extension it gives each test an empty database, and ends with the class.
 */
final class PostgresForTests implements BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private final LocalStack stack = LocalStack.forTests(Service.POSTGRES);
  private Optional<Metadata> metadata = Optional.empty();
  private String url = stack.addresses().postgresJdbcUrl();

  @Override
  public void beforeEach(ExtensionContext test) {
    String database = "d" + UUID.randomUUID().toString().replace("-", "");
    String server = stack.addresses().postgresJdbcUrl();
    try (Connection connection = DriverManager.getConnection(server, user(), password());
        Statement create = connection.createStatement()) {
      create.execute("create database " + database);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    url = server.substring(0, server.lastIndexOf('/') + 1) + database;
    metadata = Optional.empty();
  }

  @Override
  public void afterEach(ExtensionContext test) {
    metadata.ifPresent(Metadata::close);
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    // Cleanly: the backends of a killed server would still write into the data being deleted.
    stack.stop(Service.POSTGRES);
    stack.close();
  }

  /** The test's own; closed behind it. */
  Metadata metadata() {
    metadata = metadata.or(() -> Optional.of(open()));
    return metadata.orElseThrow();
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

  private String user() {
    return stack.addresses().postgresUser();
  }

  private String password() {
    return stack.addresses().postgresPassword();
  }
}
