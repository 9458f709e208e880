package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ExtendedActorSystem;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.serialization.SerializationExtension;
import com.datastax.oss.driver.api.core.cql.Row;
import footfall.persistence.journal.JournalTrim;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Incarnations of a session shard's journal on a real Cassandra, each as the test wants it. */
abstract class JournalOnStack {
  static final Duration PATIENCE = Duration.ofSeconds(30);

  final ShardStack stack = ShardStack.shared();
  final Map<String, Long> latest = new ConcurrentHashMap<>();
  private final ShardMetrics metrics = new ShardMetrics(ShardStack.PARTITIONS);
  ActorTestKit kit;

  @BeforeEach
  void start() {
    kit = ActorTestKit.create("journal", stack.config("local"));
  }

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  /** One incarnation of a shard's journal. */
  final class Incarnation {
    final TestProbe<SessionShard.Command> shard = kit.createTestProbe();
    final akka.actor.ActorRef journal;
    final String id;
    final long epoch;
    final SessionShard.Recovered recovered;
    private volatile boolean isBlind;

    Incarnation(String id, long epoch) {
      this.id = id;
      this.epoch = epoch;
      latest.put(id, epoch);
      system()
          .systemActorOf(
              JournalOpening.props(id, epoch, shard.getRef(), () -> {}),
              "open-" + id + "-" + epoch);
      shard.expectMessage(PATIENCE, new SessionShard.JournalOpened(epoch));
      journal =
          system()
              .systemActorOf(
                  ShardJournal.props(id, 0, epoch, shard.getRef(), new Told(this), metrics),
                  id + "-" + epoch);
      recovered = shard.expectMessageClass(SessionShard.Recovered.class, PATIENCE);
    }

    /** From now on it never learns of a successor. */
    Incarnation blind() {
      isBlind = true;
      return this;
    }

    void checkpoint(long offset, String website) {
      write(changes(epoch, offset, website));
      shard.expectMessage(PATIENCE, new SessionShard.CheckpointStored(epoch));
    }

    void image(long offset, String website) {
      write(imageOf(epoch, offset, website));
      shard.expectMessage(PATIENCE, new SessionShard.CheckpointStored(epoch));
    }

    void write(List<ShardEvent> events) {
      journal.tell(new ShardJournal.Append(events), akka.actor.ActorRef.noSender());
    }

    OpenSessions state() {
      OpenSessions open = new OpenSessions(SessionRules.DEFAULT, String::hashCode, new Outbox(1));
      recovered.fold().restoreInto(open, SessionRules.DEFAULT);
      return open;
    }

    void stop() {
      kit.system().classicSystem().stop(journal);
    }
  }

  private ExtendedActorSystem system() {
    return (ExtendedActorSystem) Adapter.toClassic(kit.system());
  }

  /** Knows which incarnation is the latest because the test says so. */
  private final class Told implements ShardContext.Fence {
    private final Incarnation writer;

    Told(Incarnation writer) {
      this.writer = writer;
    }

    @Override
    public CompletionStage<Long> takeEpoch(int partition) {
      throw new UnsupportedOperationException("an incarnation here is given its epoch");
    }

    @Override
    public CompletionStage<Boolean> isLatest(int partition, long epoch) {
      return CompletableFuture.completedFuture(writer.isBlind || latest.get(writer.id) == epoch);
    }

    @Override
    public void beforeWrite() {}

    @Override
    public CompletionStage<Void> trim(String persistenceId, long toSequenceNumber) {
      return new JournalTrim(stack.cql).dropTo(persistenceId, toSequenceNumber);
    }
  }

  /** The journal of an incarnation that does not come up, the child of a typed actor as ever. */
  final akka.actor.ActorRef child(String id, long epoch, TestProbe<SessionShard.Command> shard) {
    TestProbe<akka.actor.ActorRef> started = kit.createTestProbe();
    kit.spawn(
        Behaviors.<Void>setup(
            context -> {
              started
                  .getRef()
                  .tell(
                      Adapter.actorOf(
                          context,
                          ShardJournal.props(id, 0, epoch, shard.getRef(), new Told(null), metrics),
                          id));
              return Behaviors.empty();
            }));
    return started.receiveMessage();
  }

  final void assertState(String id, long offset, String... websites) {
    Incarnation next = new Incarnation(id, latest.getOrDefault(id, 8L) + 1);
    assertThat(next.state().offset()).as(id).isEqualTo(offset);
    assertThat(next.state().websites())
        .as(id)
        .extracting(website -> website.id)
        .containsExactlyInAnyOrder(websites);
    next.stop();
  }

  static List<ShardEvent> changes(long epoch, long offset, String website) {
    return List.of(chunk(epoch, website), new ShardEvent.CheckpointEnd(epoch, offset, 1_000));
  }

  static List<ShardEvent> imageOf(long epoch, long offset, String website) {
    return List.of(
        new ShardEvent.ImageBegun(epoch),
        chunk(epoch, website),
        new ShardEvent.CheckpointEnd(epoch, offset, 1_000));
  }

  static ShardEvent chunk(long epoch, String website) {
    byte[] form =
        new StoredWriter()
            .tag(CheckpointWriter.VERSION)
            .tag(CheckpointWriter.WEBSITE)
            .text(website)
            .number(epoch)
            .number(0)
            .number(0)
            .take();
    return ShardEvent.Chunk.of(epoch, form);
  }

  /** As the write of a writer that nobody sees any more. */
  final void land(String id, long number, ShardEvent event) {
    byte[] form = SerializationExtension.get(kit.system()).serialize(event).get();
    land(id, number, event.getClass().getName(), form);
  }

  final void land(String id, long number, String manifest, byte[] form) {
    int jacksonCbor = 33;
    stack.cql.execute(
        "INSERT INTO footfall_session_shard.messages (persistence_id, partition_nr, sequence_nr,"
            + " timestamp, timebucket, writer_uuid, ser_id, ser_manifest, event_manifest, event)"
            + " VALUES (?, 0, ?, now(), '0', 'nobody', ?, ?, '', ?)",
        id,
        number,
        jacksonCbor,
        manifest,
        ByteBuffer.wrap(form));
  }

  final List<Long> numbers(String id) {
    return stack
        .cql
        .execute(
            "SELECT sequence_nr FROM footfall_session_shard.messages"
                + " WHERE persistence_id = ? AND partition_nr = 0",
            id)
        .all()
        .stream()
        .map((Row row) -> row.getLong(0))
        .toList();
  }
}
