package footfall.session;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import footfall.api.collect.EventsTopic;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.persistence.journal.JournalSchema;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A real Kafka and Cassandra, shared by all integration tests of this JVM: each test has partitions
 * and a generation, or a website, of its own. The processes end with this JVM.
 */
public final class ShardStack {
  static final int PARTITIONS = 20;
  private static ShardStack shared;

  final LocalStack services = LocalStack.forTests(Service.KAFKA, Service.CASSANDRA);
  final Admin admin =
      Admin.create(
          Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, services.addresses().kafka()));
  final CqlSession cql = connect();
  final EventsTopic topic = EventsTopic.ensure(admin, PARTITIONS);

  private ShardStack() {
    new JournalSchema(1, Duration.ofHours(2)).applyTo(cql);
  }

  /** Started when it is first asked for, with the schema of the journals. */
  public static synchronized ShardStack shared() {
    if (shared == null) {
      shared = new ShardStack();
    }
    return shared;
  }

  private CqlSession connect() {
    int port = services.addresses().port(Service.CASSANDRA);
    return CqlSession.builder()
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withStringList(DefaultDriverOption.CONTACT_POINTS, List.of())
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(8))
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(250))
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(1))
                .build())
        .addContactPoint(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .withLocalDatacenter(services.addresses().cassandraDatacenter())
        .build();
  }

  /** {@code host:port} of Cassandra. */
  public String cassandra() {
    return services.addresses().cassandra();
  }

  /** A session that lasts as long as this JVM. */
  public CqlSession cql() {
    return cql;
  }

  String kafka() {
    return services.addresses().kafka();
  }

  /** The product's own settings, for an actor system that this JVM survives. */
  Config config(String provider) {
    String own =
        """
        footfall.cassandra.address = "%s"
        akka.actor.provider = %s
        akka.actor.serialize-messages = off
        akka.loglevel = WARNING
        akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
        akka.cluster.jmx.enabled = off
        akka.coordinated-shutdown.exit-jvm = off
        akka.persistence.cassandra.coordinated-shutdown-on-error = off
        """
            .formatted(services.addresses().cassandra(), provider);
    return ConfigFactory.load(
        ConfigFactory.parseString(own)
            .withFallback(ConfigFactory.parseResources("application.conf")));
  }
}
