package footfall.localstack.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.data.ClickHouseFormat;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The official driver, unchanged and with its own defaults, against the endpoint. */
class OfficialDriverIT {
  private static final String HOSTILE = "'; DROP TABLE batches; --\n\n\\ \" ` $$ é 😀\t\0";

  private static LocalStack stack;

  @BeforeAll
  static void start() {
    stack = LocalStack.forTests(Service.CLICKHOUSE);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private static Connection connect(String password) throws SQLException {
    Properties credentials = new Properties();
    credentials.put("user", stack.addresses().clickHouseUser());
    credentials.put("password", password);
    return DriverManager.getConnection(stack.addresses().clickHouseJdbcUrl(), credentials);
  }

  private static Connection connect() throws SQLException {
    return connect(stack.addresses().clickHousePassword());
  }

  private static long number(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getLong(1);
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void preparedBatchesStoreEveryRowOfHostileTextAsItIs() throws SQLException {
    execute("CREATE TABLE batches (n UInt32, s String) ENGINE = MergeTree ORDER BY n");
    try (Connection connection = connect();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO batches (n, s) VALUES (?, ?)")) {
      for (int batch = 0; batch < 10; batch++) {
        for (int row = 0; row < 2_000; row++) {
          insert.setInt(1, batch * 2_000 + row);
          insert.setString(2, HOSTILE);
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
    assertThat(number("SELECT count() FROM batches")).isEqualTo(20_000);
    assertThat(number("SELECT uniqExact(s) FROM batches")).isEqualTo(1);
    try (Connection connection = connect();
        PreparedStatement select =
            connection.prepareStatement("SELECT s FROM batches WHERE n = ? AND s = ?")) {
      select.setInt(1, 19_999);
      select.setString(2, HOSTILE);
      try (ResultSet rows = select.executeQuery()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo(HOSTILE);
      }
    }
  }

  @Test
  void aLargeCompressedAnswerIsReadWhole() throws SQLException {
    long sum = 0;
    int count = 0;
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT number, repeat(toString(number), 20) FROM numbers(200000)")) {
      while (rows.next()) {
        sum += rows.getLong(1);
        count++;
      }
    }
    assertThat(count).isEqualTo(200_000);
    assertThat(sum).isEqualTo(199_999L * 200_000 / 2);
  }

  @Test
  void theClientsStreamOfRowsIsStoredWhole() throws Exception {
    execute("CREATE TABLE streamed (s String) ENGINE = MergeTree ORDER BY s");
    String line = "\"blank\n\nlines; and 'quotes'\"\n";
    byte[] csv = line.repeat(100_000).getBytes(StandardCharsets.UTF_8);
    try (Client client =
            new Client.Builder()
                .addEndpoint(stack.addresses().clickHouseUrl())
                .setUsername("default")
                .setPassword("")
                .setDefaultDatabase("footfall")
                .compressClientRequest(true)
                .build();
        InsertResponse response =
            client.insert("streamed", new ByteArrayInputStream(csv), ClickHouseFormat.CSV).get()) {
      assertThat(response.getWrittenRows()).isEqualTo(100_000);
    }
    assertThat(number("SELECT count() FROM streamed")).isEqualTo(100_000);
  }

  @Test
  void aWrongPasswordAndAMissingTableAreErrorsWithTheirCodes() {
    assertThatThrownBy(() -> connect("wrong").createStatement().executeQuery("SELECT 1"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("516");
    assertThatThrownBy(() -> number("SELECT * FROM no_such_table"))
        .isInstanceOf(SQLException.class)
        .extracting(e -> ((SQLException) e).getErrorCode())
        .isEqualTo(60);
  }

  @Test
  void moreQueriesThanConnectionsWaitForTheirTurn() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(24);
    AtomicInteger answered = new AtomicInteger();
    List<Future<?>> queries = new ArrayList<>();
    for (int i = 0; i < 96; i++) {
      int expected = i;
      queries.add(
          threads.submit(
              () -> {
                assertThat(number("SELECT " + expected + " + sleep(0.02)")).isEqualTo(expected);
                answered.incrementAndGet();
                return null;
              }));
    }
    for (Future<?> query : queries) {
      query.get();
    }
    threads.shutdown();
    assertThat(answered).hasValue(96);
  }

  @Test
  void theJvmsOwnHandlersForFaultsStayInPlaceBesideTheEngine() throws Exception {
    String caught =
        Files.readAllLines(Path.of("/proc/" + stack.pid(Service.CLICKHOUSE) + "/status")).stream()
            .filter(line -> line.startsWith("SigCgt:"))
            .findFirst()
            .orElseThrow();
    long mask = Long.parseUnsignedLong(caught.substring(7).strip(), 16);
    for (int signal : new int[] {4, 7, 8, 11, 15}) { // ILL, BUS, FPE, SEGV, TERM
      assertThat(mask & (1L << (signal - 1))).as("signal " + signal).isNotZero();
    }
  }

  @Test
  void noAcknowledgedBatchIsLostOrTornWhenTheEngineIsKilledWhileInserting() throws Exception {
    execute("CREATE TABLE killed (n UInt64) ENGINE = MergeTree ORDER BY n");
    for (int round = 0; round < 3; round++) {
      AtomicInteger acknowledged = new AtomicInteger();
      long before = number("SELECT count() FROM killed");
      Thread writer = new Thread(() -> insertUntilItFails(acknowledged));
      writer.start();
      org.awaitility.Awaitility.await().until(() -> acknowledged.get() >= 5);
      stack.kill(Service.CLICKHOUSE);
      writer.join();
      stack.restart(Service.CLICKHOUSE);
      long stored = number("SELECT count() FROM killed") - before;
      assertThat(stored % 1_000).isZero();
      assertThat(stored / 1_000).isBetween((long) acknowledged.get(), acknowledged.get() + 1L);
    }
  }

  private static void insertUntilItFails(AtomicInteger acknowledged) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      while (true) {
        statement.execute("INSERT INTO killed SELECT number FROM numbers(1000)");
        acknowledged.incrementAndGet();
      }
    } catch (SQLException killed) {
      assertThat(acknowledged.get()).isPositive();
    }
  }
}
