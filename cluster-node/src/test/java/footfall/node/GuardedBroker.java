package footfall.node;

import static org.awaitility.Awaitility.await;

import footfall.localstack.GuardedProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Kafka broker that lets in nobody but user {@code footfall}, by a password (SASL PLAIN). */
final class GuardedBroker implements AutoCloseable {
  /** What a file of client properties says to be let in. */
  static final String CLIENT =
      """
      security.protocol=SASL_PLAINTEXT
      sasl.mechanism=PLAIN
      sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \
      username="footfall" password="let me in";
      """;

  private final Path folder;
  private final int port;
  private final GuardedProcess process;

  private GuardedBroker(Path folder, int port) throws IOException, InterruptedException {
    this.folder = folder;
    this.port = port;
    Path configuration = Files.writeString(folder.resolve("server.properties"), properties());
    run(
            "kafka.tools.StorageTool",
            "format",
            "-t",
            "Z3VhcmRlZC1icm9rZXItMQ",
            "-c",
            configuration.toString())
        .awaitEnd();
    this.process = run("kafka.Kafka", configuration.toString());
  }

  static GuardedBroker start(Path folder) throws IOException, InterruptedException {
    GuardedBroker broker = new GuardedBroker(folder, freePort());
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.readString(broker.log()).contains("Kafka Server started"));
    return broker;
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  private Path log() {
    return folder.resolve("broker.log");
  }

  private GuardedProcess run(String main, String... arguments) throws IOException {
    Path lib =
        Path.of(System.getProperty("footfall.home"), "local-stack/services/kafka/target/lib");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dorg.slf4j.simpleLogger.log.kafka.server=info");
    command.addAll(List.of("-cp", lib + "/*", main));
    command.addAll(List.of(arguments));
    return GuardedProcess.start(command, Map.of(), "KILL", log());
  }

  private String properties() throws IOException {
    return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        listeners=SASL_PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=SASL_PLAINTEXT://127.0.0.1:%1$d
        listener.security.protocol.map=SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT
        controller.listener.names=CONTROLLER
        inter.broker.listener.name=SASL_PLAINTEXT
        sasl.enabled.mechanisms=PLAIN
        sasl.mechanism.inter.broker.protocol=PLAIN
        listener.name.sasl_plaintext.plain.sasl.jaas.config=\
        org.apache.kafka.common.security.plain.PlainLoginModule required \
        username="footfall" password="let me in" user_footfall="let me in";
        log.dirs=%3$s
        auto.create.topics.enable=false
        log.message.timestamp.type=LogAppendTime
        min.insync.replicas=1
        default.replication.factor=1
        offsets.topic.replication.factor=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        log.cleaner.dedupe.buffer.size=16777216
        """
        .formatted(port, freePort(), folder.resolve("data"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    try {
      process.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
