package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.javadsl.Adapter;
import footfall.persistence.journal.JournalTrim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The journal of session shards on a real Cassandra: two writers at once, and what is trimmed. */
class ShardJournalIT extends JournalOnStack {
  @Test
  void anEmptyJournalOpensWithoutACheckpoint() {
    Incarnation first = new Incarnation("empty", 1);

    assertThat(first.recovered.fold().hasCheckpoint()).isFalse();
  }

  @Test
  void ofTwoIncarnationsThatWriteTheSameNumbersTheHigherEpochCountsAtTheNextRecovery() {
    Incarnation old = new Incarnation("zombie", 1).blind();
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
    Incarnation old = new Incarnation("silent", 1).blind();
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

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(numbers("trimmed")).containsExactly(6L, 7L, 8L));
    Incarnation next = new Incarnation("trimmed", 2);
    assertThat(next.state().offset()).isEqualTo(30);
    assertThat(next.state().website("gone")).isNull();
    assertThat(next.state().website("in the image")).isNotNull();
  }

  @Test
  void anOvertakenIncarnationIsToldSoAtItsNextCheckpointStopsAndTrimsNothing() {
    Incarnation old = new Incarnation("overtaken", 1);
    Incarnation young = new Incarnation("overtaken", 2);
    young.checkpoint(15, "of the owner");
    old.write(imageOf(1, 40, "of the zombie"));

    old.shard.expectMessage(PATIENCE, new SessionShard.Overtaken(1));
    TestProbe<Void> probe = kit.createTestProbe();
    probe.expectTerminated(Adapter.toTyped(old.journal), PATIENCE);
    young.checkpoint(16, "of the owner too");
    assertState("overtaken", 16, "of the owner", "of the owner too");
  }

  /** It owns nothing any more once it has gone on; where it stands then does not matter. */
  @Test
  void anOwnerThatIsFrozenAnywhereInItsWritesAndThawsBehindItsSuccessorChangesNothing() {
    List<ShardEvent> all = new ArrayList<>(List.of(new ShardEvent.Opened(1)));
    all.addAll(changes(1, 10, "first"));
    all.addAll(imageOf(1, 20, "image"));
    all.addAll(changes(1, 30, "last"));
    for (int frozen = 0; frozen <= all.size(); frozen++) {
      String id = "frozen-" + frozen;
      for (int i = 0; i < frozen; i++) {
        land(id, i + 1, all.get(i));
      }
      Incarnation young = new Incarnation(id, 2);
      young.checkpoint(50, "of the owner");
      for (int i = frozen; i < all.size(); i++) {
        land(id, i + 1, all.get(i));
      }

      if (frozen < 3) {
        assertState(id, 50, "of the owner");
      } else if (frozen < 6) {
        assertState(id, 50, "first", "of the owner");
      } else if (frozen < 8) {
        assertState(id, 50, "image", "of the owner");
      } else {
        assertState(id, 50, "image", "last", "of the owner");
      }
    }
  }

  @Test
  void aWriteThatTimedOutAndLandsBehindItsSuccessorsFirstIsVoid() {
    new Incarnation("late", 1).checkpoint(10, "kept");
    Incarnation young = new Incarnation("late", 2);
    land("late", 4, changes(1, 20, "timed out").get(0));
    young.checkpoint(15, "of the owner");
    land("late", 5, changes(1, 20, "timed out").get(1));

    assertThat(numbers("late")).containsExactly(1L, 2L, 3L, 4L, 4L, 5L, 5L, 6L);
    assertState("late", 15, "kept", "of the owner");
  }

  @Test
  void anEndThatTimedOutAndLandedBeforeItsSuccessorRecoveredCounts() {
    land("landed", 1, new ShardEvent.Opened(1));
    land("landed", 2, changes(1, 20, "timed out").get(0));
    land("landed", 3, changes(1, 20, "timed out").get(1));
    Incarnation young = new Incarnation("landed", 2);
    young.checkpoint(25, "of the owner");

    assertThat(young.recovered.fold().hasCheckpoint()).isTrue();
    assertState("landed", 25, "timed out", "of the owner");
  }

  @Test
  void anIncarnationThatTookItsEpochFirstAndRecoversBehindTheNextStops() {
    new Incarnation("slow", 2).checkpoint(15, "of the owner");
    TestProbe<SessionShard.Command> shard = kit.createTestProbe();

    shard.expectTerminated(Adapter.toTyped(child("slow", 1, shard)), PATIENCE);

    shard.expectNoMessage(Duration.ZERO);
    assertState("slow", 15, "of the owner");
  }

  @Test
  void ofTwoThatRecoverAtOnceTheOneOfTheHigherEpochCountsWhicheverOpensFirst() {
    for (long first : new long[] {2, 3}) {
      String id = "both-" + first;
      land(id, 1, new ShardEvent.Opened(1));
      land(id, 2, changes(1, 10, "kept").get(0));
      land(id, 3, changes(1, 10, "kept").get(1));
      land(id, 4, new ShardEvent.Opened(first));
      land(id, 4, new ShardEvent.Opened(5 - first));
      for (long epoch : new long[] {first, 5 - first}) {
        String website = epoch == 3 ? "of the owner" : "of the other";
        land(id, 5, changes(epoch, 10 + epoch, website).get(0));
        land(id, 6, changes(epoch, 10 + epoch, website).get(1));
      }

      assertState(id, 13, "kept", "of the owner");
    }
  }

  @Test
  void theTrimOfAnOldOwnerThatArrivesLateLeavesItsSuccessorsJournalReadable() {
    Incarnation old = new Incarnation("late-trim", 1);
    old.checkpoint(10, "gone");
    old.image(20, "gone too");
    Incarnation young = new Incarnation("late-trim", 2);
    young.image(30, "in the image");
    await().atMost(PATIENCE).until(() -> numbers("late-trim").get(0) == 8L);
    new JournalTrim(stack.cql).dropTo("late-trim", 3).toCompletableFuture().join();

    assertState("late-trim", 30, "in the image");
  }

  @Test
  void aJournalThatLacksAnEventIsNotRecoveredWithoutIt() {
    land("torn", 1, new ShardEvent.Opened(1));
    land("torn", 2, changes(1, 20, "kept").get(0));
    land("torn", 4, new ShardEvent.Opened(2));
    TestProbe<SessionShard.Command> shard = kit.createTestProbe();

    shard.expectTerminated(Adapter.toTyped(child("torn", 3, shard)), PATIENCE);

    shard.expectNoMessage(Duration.ZERO);
  }

  @Test
  void anEventOfANewerVersionStopsTheRecovery() {
    new Incarnation("newer", 1).checkpoint(10, "kept");
    land("newer", 4, "footfall.session.ShardEvent$Newer", new byte[] {1});
    TestProbe<SessionShard.Command> shard = kit.createTestProbe();

    LoggingTestKit.error("newer holds what this version cannot read")
        .withMessageContains("footfall.session.ShardEvent$Newer")
        .expect(
            kit.system(),
            () -> {
              shard.expectTerminated(Adapter.toTyped(child("newer", 2, shard)), PATIENCE);
              return null;
            });
    shard.expectNoMessage(Duration.ZERO);
  }

  @Test
  void aChunkOfANewerFormStopsTheRecoveryOnceAndIsNotReadAgainAndAgain() {
    land("newer-form", 1, new ShardEvent.Opened(1));
    land("newer-form", 2, ShardEvent.Chunk.of(1, new byte[] {9}));
    land("newer-form", 3, new ShardEvent.CheckpointEnd(1, 20, 1_000));
    TestProbe<SessionShard.Command> shard = kit.createTestProbe();

    LoggingTestKit.error("a checkpoint of form 9 was written by a newer version: run that version")
        .withOccurrences(1)
        .expect(
            kit.system(),
            () -> {
              shard.expectTerminated(Adapter.toTyped(child("newer-form", 2, shard)), PATIENCE);
              return null;
            });
    shard.expectNoMessage(Duration.ZERO);
  }
}
