package footfall.node;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.stream.OverflowStrategy;
import akka.stream.javadsl.Sink;
import akka.stream.typed.javadsl.ActorSource;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import footfall.api.live.EncodedFrame;
import footfall.api.live.LiveFeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The order in which a node ends, and how long that may take at most. */
class ShutdownTest {
  private static final Path K8S = Path.of("..", "k8s", "base");
  private static final List<String> PHASES =
      List.of(
          CoordinatedShutdown.PhaseBeforeServiceUnbind(),
          CoordinatedShutdown.PhaseServiceUnbind(),
          CoordinatedShutdown.PhaseServiceRequestsDone(),
          CoordinatedShutdown.PhaseServiceStop(),
          CoordinatedShutdown.PhaseBeforeClusterShutdown(),
          CoordinatedShutdown.PhaseClusterShardingShutdownRegion(),
          ApiPart.CLOSE_SOCKETS,
          CoordinatedShutdown.PhaseClusterLeave(),
          CoordinatedShutdown.PhaseClusterExiting(),
          CoordinatedShutdown.PhaseClusterExitingDone(),
          CoordinatedShutdown.PhaseClusterShutdown(),
          CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
          CoordinatedShutdown.PhaseActorSystemTerminate());

  private final ActorTestKit kit = ActorTestKit.create("shutdown", config());
  private final CoordinatedShutdown shutdown = CoordinatedShutdown.get(kit.system());

  /** A node's own settings, for an actor system that this JVM survives. */
  private static Config config() {
    return ConfigFactory.parseString(
            """
            akka.remote.artery.canonical.port = 0
            akka.cluster.jmx.enabled = off
            akka.coordinated-shutdown.exit-jvm = off
            akka.loglevel = WARNING
            """)
        .withFallback(ConfigFactory.load());
  }

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void requestsEndThenShardsMoveThenDashboardsGoThenTheNodeLeavesThenStoresClose()
      throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    PHASES.forEach(phase -> shutdown.addTask(phase, "note", () -> noted(seen, phase)));

    shutdown
        .runAll(CoordinatedShutdown.unknownReason())
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);

    assertThat(seen).containsExactlyElementsOf(PHASES);
  }

  private static CompletionStage<Done> noted(List<String> seen, String phase) {
    seen.add(phase);
    return CompletableFuture.completedFuture(Done.done());
  }

  @Test
  void allPhasesTogetherAreShorterThanAPodIsGiven() throws IOException {
    PHASES.forEach(
        phase ->
            shutdown.addTask(phase, "none", () -> CompletableFuture.completedFuture(Done.done())));
    long longest = shutdown.totalTimeout().toSeconds();
    long given = number("node.yaml", "terminationGracePeriodSeconds: (\\d+)");
    long before = number("api.yaml", "sleep:\\s+seconds: (\\d+)");

    assertThat(longest).isEqualTo(95);
    assertThat(before + longest).isLessThan(given);
  }

  private static long number(String manifest, String pattern) throws IOException {
    Matcher found = Pattern.compile(pattern).matcher(Files.readString(K8S.resolve(manifest)));
    assertThat(found.find()).as(pattern + " in " + manifest).isTrue();
    return Long.parseLong(found.group(1));
  }

  @Test
  void whatClosesStoresIsGivenTheTimeThatTheyMayTake() {
    Config phases = config().getConfig("akka.coordinated-shutdown.phases");
    assertThat(phases.getDuration("before-actor-system-terminate.timeout"))
        .isGreaterThan(footfall.persistence.clickhouse.ClickHouseSettings.Retry.DEFAULT.drain());
  }

  @Test
  void aDashboardIsServedUntilItsPhaseAndThenEnded() {
    TestProbe<ActorRef<EncodedFrame>> joined = kit.createTestProbe();
    LiveFeed feed =
        websiteId ->
            ActorSource.<EncodedFrame>actorRef(
                    frame -> false, frame -> Optional.empty(), 1, OverflowStrategy.dropHead())
                .mapMaterializedValue(
                    socket -> {
                      joined.getRef().tell(socket);
                      return akka.NotUsed.getInstance();
                    });
    CompletionStage<Done> socket =
        ApiPart.untilSocketsClose(kit.system(), feed)
            .frames("w")
            .runWith(Sink.ignore(), kit.system());
    joined.receiveMessage();
    CompletableFuture<Boolean> endedBefore = new CompletableFuture<>();
    shutdown.addTask(
        CoordinatedShutdown.PhaseClusterShardingShutdownRegion(),
        "look",
        () -> {
          endedBefore.complete(socket.toCompletableFuture().isDone());
          return CompletableFuture.completedFuture(Done.done());
        });
    CompletableFuture<Boolean> endedAfter = new CompletableFuture<>();
    shutdown.addTask(
        CoordinatedShutdown.PhaseClusterLeave(),
        "look",
        () ->
            socket.thenApply(
                done -> {
                  endedAfter.complete(true);
                  return Done.done();
                }));

    shutdown.runAll(CoordinatedShutdown.unknownReason()).toCompletableFuture().join();

    assertThat(endedBefore).isCompletedWithValue(false);
    assertThat(endedAfter.orTimeout(Duration.ofSeconds(1).toMillis(), TimeUnit.MILLISECONDS).join())
        .isTrue();
  }
}
