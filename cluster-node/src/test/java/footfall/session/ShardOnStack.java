package footfall.session;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.typesafe.config.Config;
import footfall.api.collect.LogClock;
import footfall.api.live.ActiveSession;
import footfall.ingest.kafka.KafkaSettings;
import footfall.ingest.kafka.PartitionReader;
import footfall.ingest.kafka.PartitionWriter;
import footfall.persistence.clickhouse.EventStore;
import footfall.protocol.counting.CountingRules;
import footfall.website.MinuteKey;
import footfall.website.WebsiteMinute;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;

/** One shard in an actor system of its own, on the real Kafka and Cassandra. */
final class ShardOnStack implements AutoCloseable {
  /** Small, so that sessions close within seconds. */
  static final SessionRules RULES =
      new SessionRules(
          Duration.ofSeconds(2),
          Duration.ofMillis(500),
          Duration.ofMillis(500),
          Duration.ofMillis(300),
          Duration.ofSeconds(5),
          10_000,
          Duration.ofHours(24));

  /** No session closes while a test runs. */
  static final SessionRules LONG = SessionRules.DEFAULT;

  final ActorTestKit kit;
  final ActorRef<SessionShard.Command> shard;
  final ShardMetrics metrics = new ShardMetrics(ShardStack.PARTITIONS);
  final Map<MinuteKey, Long> finals = new ConcurrentHashMap<>();
  final Map<MinuteKey, byte[]> tallies = new ConcurrentHashMap<>();
  final Semaphore images = new Semaphore(1);

  /** By which rules websites count, as PostgreSQL would say. */
  final AtomicReference<List<CountingRules>> counting = new AtomicReference<>(List.of());

  private final PartitionWriter writer;

  /** What a test changes of a shard's surroundings. */
  record Tuning(
      SessionRules rules,
      long imageAtLeast,
      Duration tick,
      ToLongFunction<String> userHash,
      long generation) {
    static final Tuning USUAL =
        new Tuning(RULES, 8 << 20, Duration.ofMillis(500), String::hashCode, 1);

    Tuning with(SessionRules other) {
      return new Tuning(other, imageAtLeast, tick, userHash, generation);
    }

    Tuning withImageAtLeast(long bytes) {
      return new Tuning(rules, bytes, tick, userHash, generation);
    }

    Tuning withUserHash(ToLongFunction<String> other) {
      return new Tuning(rules, imageAtLeast, tick, other, generation);
    }

    Tuning withGeneration(long other) {
      return new Tuning(rules, imageAtLeast, tick, userHash, other);
    }
  }

  ShardOnStack(ShardStack stack, int partition, EventStore store, Tuning tuning) {
    this(stack, partition, store, tuning, () -> {});
  }

  ShardOnStack(
      ShardStack stack, int partition, EventStore store, Tuning tuning, Runnable beforeWrite) {
    this(stack, partition, store, tuning, beforeWrite, stack.config("local"));
  }

  /**
   * @param beforeWrite called before each write to the journal
   * @param config of its actor system
   */
  ShardOnStack(
      ShardStack stack,
      int partition,
      EventStore store,
      Tuning tuning,
      Runnable beforeWrite,
      Config config) {
    kit = ActorTestKit.create("shard-" + partition, config);
    KafkaSettings kafka =
        new KafkaSettings(
            stack.kafka(), ShardStack.PARTITIONS, 2_000, Duration.ofSeconds(4), Map.of());
    writer = new PartitionWriter(kafka, new LogClock(Clock.systemUTC()));
    ShardSettings settings =
        new ShardSettings(
            Duration.ofMillis(300),
            4 << 20,
            tuning.tick(),
            Duration.ofMillis(50),
            Duration.ofMinutes(5),
            Duration.ofSeconds(1),
            tuning.imageAtLeast(),
            true);
    ShardContext context =
        new ShardContext(
            settings,
            tuning.rules(),
            tuning.generation(),
            () ->
                new OpenSessions(
                    tuning.rules(), tuning.userHash(), new Outbox(tuning.generation())),
            ShardContext.Fence.of(stack.cql, beforeWrite),
            new PartitionReader(kit.system(), kafka, TopicLog.reading()),
            writer,
            store,
            this::finish,
            counting::get,
            metrics,
            images,
            Clock.systemUTC());
    shard = kit.spawn(ShardRecovering.create(partition, context), "session-shard");
  }

  private void finish(MinuteKey key, WebsiteMinute.Command command) {
    if (command instanceof WebsiteMinute.Finish finish) {
      tallies.put(key, finish.tally());
      finals.put(key, footfall.website.MinuteTally.decode(finish.tally()).pageviews());
      finish.replyTo().tell(new WebsiteMinute.Finished(key));
    }
  }

  List<ActiveSession> list(String website) {
    TestProbe<SessionShard.ActiveSessions> probe = kit.createTestProbe();
    shard.tell(new SessionShard.ListSessions(website, probe.getRef()));
    return probe.receiveMessage(Duration.ofSeconds(5)).sessions();
  }

  /** As its node leaving: a last checkpoint, then it stops. */
  void handOver() {
    TestProbe<Void> probe = kit.createTestProbe();
    shard.tell(SessionShard.HandOver.INSTANCE);
    probe.expectTerminated(shard, Duration.ofSeconds(15));
  }

  /** As far as the journal goes, its node dies. */
  @Override
  public void close() {
    kit.shutdownTestKit();
    writer.close();
  }
}
