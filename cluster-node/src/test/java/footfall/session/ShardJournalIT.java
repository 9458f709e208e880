package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ExtendedActorSystem;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.javadsl.Adapter;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The journal of session shards on a real Cassandra: two writers at once, and what is trimmed. */
class ShardJournalIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ShardStack stack = ShardStack.shared();
  private final Map<String, Long> latest = new ConcurrentHashMap<>();
  private final ShardMetrics metrics = new ShardMetrics(ShardStack.PARTITIONS);
  private ActorTestKit kit;

  @BeforeEach
  void start() {
    kit = ActorTestKit.create("journal", stack.config("local"));
  }

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  /** One incarnation of a shard's journal. */
  private final class Incarnation {
    final TestProbe<SessionShard.Command> shard = kit.createTestProbe();
    final akka.actor.ActorRef journal;
    final String id;
    final long epoch;
    final SessionShard.Recovered recovered;

    Incarnation(String id, long epoch) {
      this.id = id;
      this.epoch = epoch;
      latest.put(id, epoch);
      journal =
          ((ExtendedActorSystem) Adapter.toClassic(kit.system()))
              .systemActorOf(
                  ShardJournal.props(id, epoch, shard.getRef(), this::isLatest, metrics),
                  id + "-" + epoch);
      recovered = shard.expectMessageClass(SessionShard.Recovered.class, PATIENCE);
    }

    private CompletionStage<Boolean> isLatest() {
      return CompletableFuture.completedFuture(latest.get(id) == epoch);
    }

    void checkpoint(long offset, String website) {
      write(List.of(chunk(website), new ShardEvent.CheckpointEnd(epoch, offset, 1_000)));
    }

    void image(long offset, String website) {
      write(
          List.of(
              new ShardEvent.ImageBegun(epoch),
              chunk(website),
              new ShardEvent.CheckpointEnd(epoch, offset, 1_000)));
    }

    private ShardEvent chunk(String website) {
      byte[] form =
          new StoredWriter()
              .tag(CheckpointWriter.VERSION)
              .tag(CheckpointWriter.WEBSITE)
              .text(website)
              .number(epoch)
              .number(0)
              .number(0)
              .take();
      return new ShardEvent.Chunk(epoch, form);
    }

    private void write(List<ShardEvent> events) {
      journal.tell(new ShardJournal.Append(events), akka.actor.ActorRef.noSender());
      shard.expectMessage(PATIENCE, new SessionShard.CheckpointStored(epoch));
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

  @Test
  void anEmptyJournalOpensWithoutACheckpoint() {
    Incarnation first = new Incarnation("empty", 1);

    assertThat(first.recovered.fold().hasCheckpoint()).isFalse();
  }

  @Test
  void ofTwoIncarnationsThatWriteTheSameNumbersTheHigherEpochCountsAtTheNextRecovery() {
    Incarnation old = new Incarnation("zombie", 1);
    old.checkpoint(10, "kept");
    Incarnation young = new Incarnation("zombie", 2);
    old.checkpoint(20, "of the zombie");
    young.checkpoint(15, "of the owner");
    old.checkpoint(30, "of the zombie");
    old.checkpoint(40, "of the zombie");

    Incarnation next = new Incarnation("zombie", 3);

    assertThat(numbers("zombie")).as("two rows have one number").contains(4L, 4L, 5L, 5L);
    assertThat(numbers("zombie").stream().distinct().count()).isLessThan(numbers("zombie").size());
    assertThat(next.state().offset()).isEqualTo(15);
    assertThat(next.state().website("kept")).isNotNull();
    assertThat(next.state().website("of the owner")).isNotNull();
    assertThat(next.state().website("of the zombie")).isNull();
  }

  @Test
  void aZombieThatFallsSilentBeforeTheOwnersFirstCheckpointLeavesNothingBehind() {
    Incarnation old = new Incarnation("silent", 1);
    old.checkpoint(10, "kept");
    Incarnation young = new Incarnation("silent", 2);
    old.checkpoint(20, "of the zombie");
    young.stop();

    Incarnation next = new Incarnation("silent", 3);

    assertThat(next.state().offset()).isEqualTo(10);
    assertThat(next.state().website("of the zombie")).isNull();
  }

  @Test
  void anImageReplacesAndTrimsAllBeforeIt() {
    Incarnation first = new Incarnation("trimmed", 1);
    first.checkpoint(10, "gone");
    first.checkpoint(20, "gone");
    first.image(30, "in the image");

    org.awaitility.Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(numbers("trimmed")).containsExactly(6L, 7L, 8L));
    Incarnation next = new Incarnation("trimmed", 2);
    assertThat(next.state().offset()).isEqualTo(30);
    assertThat(next.state().website("gone")).isNull();
    assertThat(next.state().website("in the image")).isNotNull();
  }

  @Test
  void aZombiesImageTrimsNothingOfItsSuccessor() {
    Incarnation old = new Incarnation("trimming", 1);
    Incarnation young = new Incarnation("trimming", 2);
    young.checkpoint(15, "of the owner");
    old.checkpoint(20, "of the zombie");
    old.checkpoint(30, "of the zombie");
    old.image(40, "of the zombie");
    young.checkpoint(16, "of the owner too");

    Incarnation next = new Incarnation("trimming", 3);

    assertThat(next.state().offset()).isEqualTo(16);
    assertThat(next.state().website("of the owner")).isNotNull();
    assertThat(next.state().website("of the owner too")).isNotNull();
  }

  private List<Long> numbers(String id) {
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
