package footfall.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each store: what it acknowledged is there after kill -9 and a restart on the same data. */
class LocalStackIT {
  private static LocalStack stack;

  @BeforeAll
  static void start() {
    stack = LocalStack.forTests(Service.values());
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private static void killAndRestart(Service service) {
    long before = stack.pid(service);
    stack.kill(service);
    assertThat(stack.isAlive(service)).isFalse();
    stack.restart(service);
    assertThat(stack.pid(service)).isNotEqualTo(before);
  }

  @Test
  void kafkaKeepsAcknowledgedRecordsThroughKillAndStampsThemItself() throws Exception {
    Map<String, Object> address = Map.of("bootstrap.servers", stack.addresses().kafka());
    try (Admin admin = Admin.create(address)) {
      admin.createTopics(Set.of(new NewTopic("kept", 1, (short) 1))).all().get();
    }
    sendRecords(1_000);
    killAndRestart(Service.KAFKA);
    Map<String, Object> reading =
        Map.of("bootstrap.servers", stack.addresses().kafka(), "auto.offset.reset", "none");
    try (var consumer =
        new KafkaConsumer<>(reading, new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition("kept", 0);
      consumer.assign(Set.of(partition));
      consumer.seek(partition, 0);
      List<String> values = new ArrayList<>();
      while (values.size() < 1_000) {
        consumer
            .poll(java.time.Duration.ofSeconds(1))
            .forEach(
                record -> {
                  values.add(record.value());
                  assertThat(record.timestampType().name).isEqualTo("LogAppendTime");
                });
      }
      assertThat(values).hasSize(1_000).startsWith("0").endsWith("999");
    }
  }

  private static void sendRecords(int count) throws InterruptedException, ExecutionException {
    Map<String, Object> writing =
        Map.of("bootstrap.servers", stack.addresses().kafka(), "acks", "all");
    try (var producer =
        new KafkaProducer<>(writing, new StringSerializer(), new StringSerializer())) {
      List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        acknowledgements.add(
            producer.send(new ProducerRecord<>("kept", 0, "key", Integer.toString(i))));
      }
      for (Future<RecordMetadata> acknowledgement : acknowledgements) {
        acknowledgement.get();
      }
    }
  }

  @Test
  void cassandraKeepsAcknowledgedRowsThroughKill() {
    try (CqlSession session = cassandra()) {
      session.execute(
          "CREATE KEYSPACE kept WITH replication ="
              + " {'class': 'SimpleStrategy', 'replication_factor': 1}");
      session.execute("CREATE TABLE kept.t (id int PRIMARY KEY, v text)");
      for (int i = 0; i < 200; i++) {
        session.execute("INSERT INTO kept.t (id, v) VALUES (" + i + ", 'v" + i + "')");
      }
    }
    killAndRestart(Service.CASSANDRA);
    try (CqlSession session = cassandra()) {
      assertThat(session.execute("SELECT count(*) FROM kept.t").one().getLong(0)).isEqualTo(200);
    }
  }

  private static CqlSession cassandra() {
    return CqlSession.builder()
        .addContactPoint(
            new InetSocketAddress(
                InetAddress.getLoopbackAddress(), stack.addresses().port(Service.CASSANDRA)))
        .withLocalDatacenter(stack.addresses().cassandraDatacenter())
        .build();
  }

  @Test
  void postgresKeepsCommittedRowsThroughKill() throws SQLException {
    try (Connection connection = postgres();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept (id int)");
      statement.execute("INSERT INTO kept SELECT generate_series(1, 500)");
    }
    killAndRestart(Service.POSTGRES);
    try (Connection connection = postgres();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM kept")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(500);
    }
  }

  private static Connection postgres() throws SQLException {
    Addresses at = stack.addresses();
    return DriverManager.getConnection(
        at.postgresJdbcUrl(), at.postgresUser(), at.postgresPassword());
  }

  @Test
  void clickHouseKeepsAcknowledgedRowsThroughKill() throws SQLException {
    try (Connection connection = clickHouse();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept (id UInt32) ENGINE = MergeTree ORDER BY id");
      statement.execute("INSERT INTO kept SELECT number FROM numbers(1000)");
    }
    killAndRestart(Service.CLICKHOUSE);
    try (Connection connection = clickHouse();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count() FROM kept")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(1_000);
    }
  }

  private static Connection clickHouse() throws SQLException {
    Properties credentials = new Properties();
    credentials.put("user", stack.addresses().clickHouseUser());
    credentials.put("password", stack.addresses().clickHousePassword());
    return DriverManager.getConnection(stack.addresses().clickHouseJdbcUrl(), credentials);
  }
}
