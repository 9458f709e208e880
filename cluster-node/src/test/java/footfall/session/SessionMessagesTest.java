package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import com.typesafe.config.ConfigFactory;
import footfall.api.live.ActiveSession;
import footfall.protocol.live.LiveFrame.RecentHit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Sessions as actors, and every message and event of shards and sessions through its real form. */
class SessionMessagesTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create(
          ConfigFactory.parseString(
                  """
                  akka.actor.serialize-messages = on
                  akka.actor.no-serialization-verification-needed-class-prefix = []
                  akka.actor.allow-java-serialization = off
                  """)
              .withFallback(ConfigFactory.load("reference.conf")));
  private static final ActiveSession VIEW =
      new ActiveSession(
          new UUID(1, 2),
          "w",
          10,
          20,
          1,
          2,
          3,
          "/a",
          "/b \u00fc\ud83d\ude00",
          "direct",
          "mobile",
          "Safari",
          "iOS",
          "NL",
          "Utrecht");

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void aSessionShowsWhatItsShardLastToldIt() {
    TestProbe<SessionShard.FoundSession> probe = KIT.createTestProbe();
    ActorRef<SessionActor.Command> session = KIT.spawn(SessionActor.create(VIEW));
    session.tell(new SessionActor.Describe(probe.getRef()));
    probe.expectMessage(new SessionShard.FoundSession(Optional.of(VIEW)));
    ActiveSession changed =
        new ActiveSession(VIEW.sessionId(), "w", 10, 30, 2, 2, 3, "", "", "", "", "", "", "", "");

    session.tell(new SessionActor.Show(changed));
    session.tell(new SessionActor.Describe(probe.getRef()));

    probe.expectMessage(new SessionShard.FoundSession(Optional.of(changed)));
  }

  @Test
  void aSessionThatIsToldToLeaveAnswersWhatCameBeforeAndStops() {
    TestProbe<SessionShard.FoundSession> probe = KIT.createTestProbe();
    ActorRef<SessionActor.Command> session = KIT.spawn(SessionActor.create(VIEW));
    session.tell(new SessionActor.Describe(probe.getRef()));
    session.tell(SessionActor.Leave.INSTANCE);

    probe.expectMessageClass(SessionShard.FoundSession.class);
    probe.expectTerminated(session);
  }

  @Test
  void everyMessageOfShardsAndSessionsIsReadBackAsItWas() {
    TestProbe<SessionShard.Activity> activity = KIT.createTestProbe();
    TestProbe<SessionShard.State> state = KIT.createTestProbe();
    TestProbe<SessionShard.ActiveSessions> sessions = KIT.createTestProbe();
    TestProbe<SessionShard.FoundSession> found = KIT.createTestProbe();
    RecentHit hit =
        new RecentHit(
            1, "pageview", "", "/a", "NL", "", "direct", "mobile", "Safari", List.of("g"));
    for (Object message :
        List.of(
            SessionShard.Wake.INSTANCE,
            SessionShard.HandOver.INSTANCE,
            new SessionShard.Watch(
                List.of(new SessionShard.Watched("w", activity.getRef(), true)), state.getRef()),
            new SessionShard.State(3, true, 1_700_000_000_000L),
            new SessionShard.ListSessions("w", sessions.getRef()),
            new SessionShard.FindSession("w", new UUID(1, 2), found.getRef()),
            new SessionShard.Activity(
                3,
                7,
                2,
                "w",
                1_700_000_000_000L,
                new SessionShard.Changed(List.of(hit), List.of(1L, 1_700_000_000_000L), List.of())),
            new SessionShard.ActiveSessions(List.of(VIEW, VIEW)),
            new SessionShard.FoundSession(Optional.empty()),
            new SessionShard.FoundSession(Optional.of(VIEW)),
            new SessionActor.Show(VIEW),
            new SessionActor.Describe(found.getRef()),
            SessionActor.Leave.INSTANCE)) {
      KIT.serializationTestKit().verifySerialization(message, true);
    }
  }

  @Test
  void everyEventOfTheJournalIsReadBackAsItWas() {
    for (ShardEvent event :
        List.of(
            new ShardEvent.Opened(7),
            new ShardEvent.ImageBegun(7),
            new ShardEvent.CheckpointEnd(7, Long.MAX_VALUE, -1))) {
      KIT.serializationTestKit().verifySerialization(event, true);
    }
    byte[] form = {1, 2, -3, 0};
    ShardEvent.Chunk chunk = (ShardEvent.Chunk) read(written(ShardEvent.Chunk.of(7, form)));
    assertThat(chunk.epoch()).isEqualTo(7);
    assertThat(chunk.form()).isEqualTo(form);
  }

  @Test
  void theGoldenFormsOfTheJournalsEventsAreReadBack() {
    assertThat(golden(ShardEvent.Opened.class, OPENED)).isEqualTo(new ShardEvent.Opened(7));
    assertThat(golden(ShardEvent.ImageBegun.class, IMAGE_BEGUN))
        .isEqualTo(new ShardEvent.ImageBegun(7));
    assertThat(golden(ShardEvent.CheckpointEnd.class, CHECKPOINT_END))
        .isEqualTo(new ShardEvent.CheckpointEnd(7, 42, 1_700_000_000_000L));
    ShardEvent.Chunk chunk = (ShardEvent.Chunk) golden(ShardEvent.Chunk.class, CHUNK);
    assertThat(chunk.form()).containsExactly(1, 2, -3, 0);
    assertThat(hex(new ShardEvent.Opened(7))).isEqualTo(OPENED);
    assertThat(hex(new ShardEvent.ImageBegun(7))).isEqualTo(IMAGE_BEGUN);
    assertThat(hex(new ShardEvent.CheckpointEnd(7, 42, 1_700_000_000_000L)))
        .isEqualTo(CHECKPOINT_END);
    assertThat(hex(ShardEvent.Chunk.of(7, new byte[] {1, 2, -3, 0}))).isEqualTo(CHUNK);
  }

  /** So does an earlier version where this one writes of a chunk what came later. */
  @Test
  void aFieldOfANewerVersionIsPassedOver() {
    String newer = CHUNK.substring(0, CHUNK.length() - 2) + "656e65776572" + "43010203" + "ff";

    ShardEvent.Chunk chunk = (ShardEvent.Chunk) golden(ShardEvent.Chunk.class, newer);

    assertThat(chunk.form()).containsExactly(1, 2, -3, 0);
    byte[] later = {LaterWriter.BEGINNING, 99, 2, 7};
    ShardEvent.Chunk read = (ShardEvent.Chunk) read(written(ShardEvent.Chunk.of(7, later)));
    assertThat(read.chunk()).isEqualTo(later);
    assertThat(read.form()).as("what an earlier version reads: no entry").containsExactly(1);
  }

  private static final String OPENED = "bf654074797065666f70656e65646565706f636807ff";
  private static final String IMAGE_BEGUN =
      "bf6540747970656b696d6167652d626567756e6565706f636807ff";
  private static final String CHECKPOINT_END =
      "bf6540747970656e636865636b706f696e742d656e646565706f636807666f6666736574182a6474696d651b0000018bcfe56800ff";
  private static final String CHUNK =
      "bf654074797065656368756e6b6565706f63680764666f726d440102fd00ff";

  /** A message in the form in which it is stored or sent. */
  private record Written(byte[] bytes, int serializer, String manifest) {}

  private static Written written(Object message) {
    var serialization = SerializationExtension.get(KIT.system());
    var serializer = serialization.findSerializerFor(message);
    return new Written(
        serialization.serialize(message).get(),
        serializer.identifier(),
        Serializers.manifestFor(serializer, message));
  }

  private static Object read(Written written) {
    return SerializationExtension.get(KIT.system())
        .deserialize(written.bytes(), written.serializer(), written.manifest())
        .get();
  }

  static String hex(Object message) {
    return HexFormat.of().formatHex(written(message).bytes());
  }

  private static Object golden(Class<?> type, String hex) {
    int jacksonCbor = 33;
    return read(new Written(HexFormat.of().parseHex(hex), jacksonCbor, type.getName()));
  }
}
