package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import footfall.protocol.measure.Timings;
import footfall.website.MinuteJournal;
import footfall.website.MinuteKey;
import footfall.website.MinuteSettings;
import footfall.website.MinuteTally;
import footfall.website.WebsiteMinute;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The journals that version 0.1.0 has written, as rows of a real Cassandra, and what it made of
 * them itself. They are of a node that was killed again and again while seeded visitors came to
 * three websites; some journals begin with an image, some sessions were joined, some were still
 * open.
 */
class EarlierVersionIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int WRITTEN_IN = 1;

  /** Its shards' journals lie under this generation here, which no other test uses. */
  private static final int GENERATION = 910;

  private static final SessionRules RULES =
      new SessionRules(
          Duration.ofSeconds(6),
          Duration.ofSeconds(8),
          Duration.ofSeconds(3),
          Duration.ofSeconds(1),
          Duration.ofMinutes(30),
          10_000,
          Duration.ofHours(24));

  private final ShardStack stack = ShardStack.shared();
  private ActorTestKit kit;

  @BeforeEach
  void start() {
    kit = ActorTestKit.create("earlier", stack.config("local"));
  }

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  /** A row of a journal: keyspace, id, partition, number, time, bucket, writer, form. */
  private record Stored(String[] fields) {
    String keyspace() {
      return fields[0];
    }

    boolean isOfShard() {
      return keyspace().equals("footfall_session_shard");
    }

    String id() {
      return isOfShard()
          ? fields[1].replace("session-shard|" + WRITTEN_IN, "session-shard|" + GENERATION)
          : fields[1];
    }

    int serializer() {
      return Integer.parseInt(fields[7]);
    }

    String manifest() {
      return fields[8];
    }

    byte[] form() {
      return HexFormat.of().parseHex(fields[10]);
    }
  }

  @Test
  void itsShardsAreRecoveredToTheSameStateWhichIsWrittenAsItWroteIt() throws IOException {
    restore();
    for (String[] expected : lines("folded-0.1.0.txt", "session-shard")) {
      JournalFold fold = read(Integer.parseInt(expected[0].split("\\|", -1)[2]));
      OpenSessions open = new OpenSessions(RULES, String::hashCode, new Outbox(1));
      fold.restoreInto(open, RULES);

      assertThat(fold.epoch()).isEqualTo(Long.parseLong(expected[1]));
      assertThat(open.offset()).isEqualTo(Long.parseLong(expected[2]));
      assertThat(open.time()).isEqualTo(Long.parseLong(expected[3]));
      assertThat(open.size()).isEqualTo(Integer.parseInt(expected[4]));
      assertThat(CheckpointWriter.image(open))
          .extracting(HexFormat.of()::formatHex)
          .as("so a node of 0.1.0 reads it, too")
          .containsExactly(expected[5]);
    }
  }

  @Test
  void itsWebsiteMinutesShowTheSameWhetherReadOrAsked() throws IOException {
    restore();
    List<String[]> minutes = lines("folded-0.1.0.txt", "website-minute");
    MinuteJournal journal =
        MinuteJournal.of(kit.system(), () -> CompletableFuture.completedFuture(stack.cql));
    MinuteSettings settings =
        MinuteSettings.from(kit.system().settings().config().getConfig("footfall.website.minute"));
    TestProbe<ClusterSharding.ShardCommand> region = kit.createTestProbe();
    TestProbe<WebsiteMinute.Stored> asked = kit.createTestProbe();
    for (String[] expected : minutes) {
      String[] id = expected[0].split("\\|", -1);
      MinuteKey key = new MinuteKey(id[1], Long.parseLong(id[2]));
      kit.spawn(
              WebsiteMinute.create(
                  key, region.getRef(), settings, Clock.systemUTC(), new Timings(1)))
          .tell(new WebsiteMinute.Ask(asked.getRef()));
      WebsiteMinute.Stored told = asked.receiveMessage(PATIENCE);
      WebsiteMinute.Stored read =
          journal.read(key.websiteId(), List.of(key.minute())).toCompletableFuture().join().get(0);

      assertThat(told.partitions()).hasSameSizeAs(expected[1].split(",", -1));
      assertThat(MinuteTally.decode(told.tally()).pageviews())
          .isEqualTo(Long.parseLong(expected[2]));
      assertThat(HexFormat.of().formatHex(told.tally())).isEqualTo(expected[3]);
      assertThat(read.tally()).isEqualTo(told.tally());
    }
    assertThat(minutes).hasSizeGreaterThan(5);
  }

  /** Both directions: while both run, each reads what the other writes. */
  @Test
  void everyEventIsReadAndWouldBeWrittenInTheSameBytes() throws IOException {
    Serialization serialization = SerializationExtension.get(kit.system());
    List<Stored> all = stored();
    for (Stored row : all) {
      Object event = serialization.deserialize(row.form(), row.serializer(), row.manifest()).get();

      assertThat(event.getClass().getName()).isEqualTo(row.manifest());
      assertThat(serialization.serialize(event).get()).isEqualTo(row.form());
    }
    assertThat(all)
        .extracting(Stored::manifest)
        .contains(
            ShardEvent.Opened.class.getName(),
            ShardEvent.ImageBegun.class.getName(),
            ShardEvent.Chunk.class.getName(),
            ShardEvent.CheckpointEnd.class.getName(),
            WebsiteMinute.PartsFinished.class.getName());
  }

  private JournalFold read(int partition) {
    TestProbe<SessionShard.Command> shard = kit.createTestProbe();
    kit.spawn(
        Behaviors.<Void>setup(
            context -> {
              Adapter.actorOf(
                  context,
                  EarlierJournal.reader(partition, GENERATION, 1, shard.getRef()),
                  "earlier-" + partition);
              return Behaviors.empty();
            }));
    return shard.expectMessageClass(SessionShard.EarlierRead.class, PATIENCE).fold();
  }

  /** As a restored backup, or a node of today on yesterday's Cassandra. */
  private void restore() throws IOException {
    for (Stored row : stored()) {
      String[] field = row.fields();
      stack.cql.execute(
          "INSERT INTO "
              + row.keyspace()
              + ".messages (persistence_id, partition_nr, sequence_nr, timestamp, timebucket,"
              + " writer_uuid, ser_id, ser_manifest, event_manifest, event)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', ?)",
          row.id(),
          Long.parseLong(field[2]),
          Long.parseLong(field[3]),
          UUID.fromString(field[4]),
          field[5],
          field[6],
          row.serializer(),
          row.manifest(),
          ByteBuffer.wrap(row.form()));
    }
    for (String[] trimmed : lines("trimmed-0.1.0.txt", "session-shard")) {
      stack.cql.execute(
          "INSERT INTO footfall_session_shard.metadata (persistence_id, deleted_to) VALUES (?, ?)",
          trimmed[0].replace("|" + WRITTEN_IN + "|", "|" + GENERATION + "|"),
          Long.parseLong(trimmed[1]));
    }
  }

  private static List<Stored> stored() throws IOException {
    return lines("journals-0.1.0.txt", "footfall_").stream().map(Stored::new).toList();
  }

  private static List<String[]> lines(String resource, String beginning) throws IOException {
    try (InputStream in =
        EarlierVersionIT.class.getResourceAsStream("/footfall/upgrade/" + resource)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> line.startsWith(beginning))
          .map(line -> line.split(" ", -1))
          .toList();
    }
  }
}
