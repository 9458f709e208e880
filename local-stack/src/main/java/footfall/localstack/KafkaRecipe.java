package footfall.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One Kafka broker that is its own controller (KRaft). */
final class KafkaRecipe implements ServiceRecipe {
  private static final String CLUSTER_ID = "Zm9vdGZhbGwtbG9jYWwtMQ";

  private final Place place;
  private final int controllerPort = Ports.free();

  KafkaRecipe(Place place) {
    this.place = place;
  }

  @Override
  public void prepare() throws IOException, InterruptedException {
    place.file("server.properties", properties());
    if (Files.exists(data().resolve("meta.properties"))) {
      return;
    }
    if (place.small()) {
      FirstData.lay(place.home().unpacked().resolve("kafka-data"), data(), this::format);
    } else {
      format();
    }
  }

  private void format() throws IOException, InterruptedException {
    List<String> format = java("kafka.tools.StorageTool");
    format.addAll(List.of("format", "-t", CLUSTER_ID, "-c", configuration()));
    Process tool =
        new ProcessBuilder(format)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(place.log().toFile()))
            .start();
    if (tool.waitFor() != 0) {
      throw new StackException("Kafka's storage could not be formatted, see " + place.log());
    }
  }

  @Override
  public List<String> command() {
    List<String> command = java("kafka.Kafka");
    command.add(configuration());
    return command;
  }

  @Override
  public boolean isReady(String logSinceLaunch) {
    return logSinceLaunch.contains("Kafka Server started")
        && Ports.answers(place.host(), place.port());
  }

  private Path data() {
    return place.directory().resolve("data");
  }

  private String configuration() {
    return place.directory().resolve("server.properties").toString();
  }

  private List<String> java(String main) {
    Path lib = place.home().lib(Service.KAFKA);
    List<String> command = new ArrayList<>(List.of(Java.program()));
    command.addAll(
        place.small()
            ? List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
            : List.of("-Xmx512m", "-XX:+UseG1GC", "-XX:+UseStringDeduplication"));
    command.addAll(new ClassArchive(lib).arguments());
    command.addAll(
        List.of(
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.log.kafka.server=info",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSS"));
    command.addAll(List.of("-cp", lib + "/*", main));
    return command;
  }

  /**
   * After a kill the controller refuses the broker until the session of the one before has run out:
   * 9 s by default, and nobody but this broker could have taken over meanwhile.
   *
   * <p>An acknowledged record is in the page cache, which survives {@code kill -9}; a power cut may
   * lose the last seconds, as on any unreplicated broker with Kafka's own flush policy.
   */
  private String properties() {
    return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        listeners=PLAINTEXT://%4$s:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://%4$s:%1$d
        controller.listener.names=CONTROLLER
        log.dirs=%3$s
        auto.create.topics.enable=false
        log.message.timestamp.type=LogAppendTime
        log.retention.hours=336
        num.partitions=8
        min.insync.replicas=1
        default.replication.factor=1
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=4
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=4
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        group.initial.rebalance.delay.ms=0
        broker.session.timeout.ms=4000
        broker.heartbeat.interval.ms=500
        log.cleaner.dedupe.buffer.size=16777216
        num.network.threads=2
        num.io.threads=4
        """
        .formatted(place.port(), controllerPort, data(), place.host());
  }
}
