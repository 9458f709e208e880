package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import footfall.api.collect.LogClock;
import footfall.api.live.ActiveSession;
import footfall.ingest.kafka.KafkaSettings;
import footfall.ingest.kafka.PartitionReader;
import footfall.ingest.kafka.PartitionWriter;
import footfall.persistence.metadata.ClusterIdentity;
import footfall.website.WebsiteMinute;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions found from any node of a cluster of two actor systems, and after one of them leaves. */
class SessionRefIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int SHARDS = 3;
  private static final String WEBSITE = "ref";

  private final ShardStack stack = ShardStack.shared();
  private final StoredRows store = new StoredRows();
  private final TopicLog log = new TopicLog(stack.kafka());
  private final Node first = new Node();
  private final Node second = new Node();

  /** A node as far as its session shards go. */
  private final class Node implements AutoCloseable {
    final ActorTestKit kit = ActorTestKit.create("footfall", stack.config("cluster"));
    final ShardMetrics metrics = new ShardMetrics(ShardStack.PARTITIONS);
    final SessionRef sessions = new SessionRef(kit.system(), SHARDS);
    private final KafkaSettings kafka =
        new KafkaSettings(
            stack.kafka(), ShardStack.PARTITIONS, 2_000, Duration.ofSeconds(4), Map.of());
    private final PartitionWriter writer =
        new PartitionWriter(kafka, new LogClock(Clock.systemUTC()));

    void join(Node seed) {
      Cluster cluster = Cluster.get(kit.system());
      cluster.manager().tell(Join.create(Cluster.get(seed.kit.system()).selfMember().address()));
      await().atMost(PATIENCE).until(() -> cluster.selfMember().status().equals(MemberStatus.up()));
    }

    CompletionStage<Done> startShards() {
      return ShardRegion.init(
          kit.system(),
          new ClusterIdentity(SHARDS, stack.topic.topicId(), 2, new byte[16], new byte[32]),
          SessionRules.DEFAULT,
          new ShardSettings(
              Duration.ofMillis(500),
              4 << 20,
              Duration.ofSeconds(1),
              Duration.ofMillis(50),
              Duration.ofMinutes(5),
              Duration.ofSeconds(1),
              8 << 20,
              true),
          new ShardRegion.Surroundings(
              new PartitionReader(kit.system(), kafka, TopicLog.reading()),
              writer,
              store,
              (key, command) -> {
                if (command instanceof WebsiteMinute.Finish finish) {
                  finish.replyTo().tell(new WebsiteMinute.Finished(key));
                }
              },
              List::of,
              stack.cql,
              () -> {},
              metrics,
              Clock.systemUTC()));
    }

    long shards() {
      long running = 0;
      for (int partition = 0; partition < SHARDS; partition++) {
        running += metrics.nextOffsets.get(partition) >= 0 ? 1 : 0;
      }
      return running;
    }

    List<ActiveSession> list() throws Exception {
      return sessions.list(WEBSITE).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    void leave() throws Exception {
      CoordinatedShutdown.get(kit.system())
          .runAll(CoordinatedShutdown.clusterLeavingReason())
          .toCompletableFuture()
          .get(40, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
      kit.shutdownTestKit();
      writer.close();
    }
  }

  @AfterEach
  void stop() {
    second.close();
    first.close();
    log.close();
  }

  @Test
  void everySessionIsReachedFromEitherNodeAndGoesOnWhereItsShardMoves() throws Exception {
    first.join(first);
    var unused = first.startShards();
    visits("/first");
    awaitPageviews(first, 1);
    joinHavingRehearsed(second);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                first.shards() > 0
                    && second.shards() > 0
                    && first.shards() + second.shards() == SHARDS);
    awaitPageviews(first, 1);
    Map<UUID, ActiveSession> before = byId(first.list());

    assertThat(byId(second.list())).isEqualTo(before);
    for (ActiveSession session : before.values()) {
      assertThat(found(first, session.sessionId())).isEqualTo(session);
      assertThat(found(second, session.sessionId())).isEqualTo(session);
    }
    assertThat(
            first
                .sessions
                .find(WEBSITE, new UUID(0, 1))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS))
        .isEmpty();

    second.leave();
    await().atMost(PATIENCE).until(() -> first.shards() == SHARDS);
    assertThat(byId(first.list())).isEqualTo(before);

    visits("/second");
    awaitPageviews(first, 2);
    assertThat(byId(first.list()).keySet()).isEqualTo(before.keySet());
    for (int partition = 0; partition < SHARDS; partition++) {
      assertThat(store.offsets(partition)).doesNotHaveDuplicates();
    }
    assertThat(first.metrics.duplicates()).isZero();
    assertThat(first.metrics.late()).isZero();
  }

  /** It reads what a shard of another node has stored, and only then takes some over. */
  private void joinHavingRehearsed(Node node) {
    long shown = System.currentTimeMillis();
    await().atMost(PATIENCE).until(() -> first.metrics.lastCheckpointAt.get(0) > shown);
    node.join(first);
    LoggingTestKit.empty()
        .withMessageRegex("Rehearsed with shard 0 from offset \\d+, \\d+ ms")
        .expect(
            node.kit.system(),
            () -> assertThat(node.startShards().toCompletableFuture()).succeedsWithin(PATIENCE));
  }

  private void visits(String path) {
    for (int partition = 0; partition < SHARDS; partition++) {
      for (int i = 0; i < 4; i++) {
        log.pageview(WEBSITE, TopicLog.visitor(WEBSITE, partition, i), path);
      }
    }
  }

  private static void awaitPageviews(Node node, int each) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(node.list())
                    .hasSize(4 * SHARDS)
                    .allMatch(session -> session.pageviews() == each));
  }

  private static ActiveSession found(Node node, UUID id) throws Exception {
    return node.sessions
        .find(WEBSITE, id)
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS)
        .orElseThrow();
  }

  private static Map<UUID, ActiveSession> byId(List<ActiveSession> sessions) {
    return sessions.stream()
        .collect(
            Collectors.toMap(
                ActiveSession::sessionId, Function.identity(), (a, b) -> a, TreeMap::new));
  }
}
