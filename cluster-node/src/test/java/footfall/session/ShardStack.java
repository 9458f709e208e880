package footfall.session;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import footfall.api.collect.EventsTopic;
import footfall.localstack.Addresses;
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
  static final int PARTITIONS = 32;
  private static ShardStack shared;

  /** Null where another JVM has started them. */
  final LocalStack services;

  final Addresses addresses;
  final Admin admin;
  final CqlSession cql;
  final EventsTopic topic;

  private ShardStack(LocalStack services, Addresses addresses) {
    this.services = services;
    this.addresses = addresses;
    admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, addresses.kafka()));
    cql = connect();
    topic = EventsTopic.ensure(admin, PARTITIONS);
  }

  /** Started when it is first asked for, with the schema of the journals. */
  public static synchronized ShardStack shared() {
    if (shared == null) {
      LocalStack services = LocalStack.forTests(Service.KAFKA, Service.CASSANDRA);
      shared = new ShardStack(services, services.addresses());
      new JournalSchema(1, Duration.ofHours(2)).applyTo(shared.cql);
    }
    return shared;
  }

  /** The shared one of another JVM. */
  static ShardStack at(int kafkaPort, int cassandraPort) {
    return new ShardStack(
        null,
        new Addresses(
            "127.0.0.1", Map.of(Service.KAFKA, kafkaPort, Service.CASSANDRA, cassandraPort), ""));
  }

  private CqlSession connect() {
    int port = addresses.port(Service.CASSANDRA);
    return CqlSession.builder()
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withStringList(DefaultDriverOption.CONTACT_POINTS, List.of())
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(8))
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(250))
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(1))
                .build())
        .addContactPoint(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .withLocalDatacenter(addresses.cassandraDatacenter())
        .build();
  }

  /** {@code host:port} of Cassandra. */
  public String cassandra() {
    return addresses.cassandra();
  }

  /** A session that lasts as long as this JVM. */
  public CqlSession cql() {
    return cql;
  }

  String kafka() {
    return addresses.kafka();
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
            .formatted(addresses.cassandra(), provider);
    return ConfigFactory.load(
        ConfigFactory.parseString(own)
            .withFallback(ConfigFactory.parseResources("application.conf")));
  }
}
