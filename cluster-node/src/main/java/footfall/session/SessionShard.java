package footfall.session;

import akka.actor.NoSerializationVerificationNeeded;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import footfall.api.live.ActiveSession;
import footfall.ingest.kafka.PartitionReader;
import footfall.ingest.kafka.PartitionRecord;
import footfall.ingest.kafka.PartitionStart;
import footfall.persistence.clickhouse.SessionJoin;
import footfall.persistence.clickhouse.SessionRow;
import footfall.protocol.counting.CountingRules;
import footfall.protocol.live.LiveFrame;
import footfall.protocol.wire.CborSerializable;
import footfall.website.WebsiteMinute;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The protocol of a session shard, which owns one partition of topic {@code events}: its sessions,
 * its parts of website-minutes, its offset. {@link ShardRecovering} and {@link ShardRunning} are
 * its two states.
 */
public final class SessionShard {

  /** Entity type name; entity id = shard id = partition number. */
  public static final String ENTITY_TYPE = "session-shard";

  public static final EntityTypeKey<Command> TYPE_KEY =
      EntityTypeKey.create(Command.class, ENTITY_TYPE);

  /** Nodes of this cluster role run session shards, and website-minutes. */
  public static final String ROLE = "ingest";

  public interface Command extends CborSerializable {}

  /** Starts the shard where it is not running; sent by every ingest node each second. */
  public enum Wake implements Command {
    INSTANCE
  }

  /**
   * Takes a last checkpoint and stops; sent by sharding when the shard moves or its node leaves.
   */
  public enum HandOver implements Command {
    INSTANCE
  }

  /**
   * Live websites of one node are being watched: soft state, each forgotten after 10 s. Answered at
   * once with the shard's state; each website is then told what changes.
   */
  public record Watch(List<Watched> websites, ActorRef<State> replyTo) implements Command {}

  /**
   * One live website.
   *
   * @param again whether to begin anew, telling everything
   */
  public record Watched(String websiteId, ActorRef<Activity> replyTo, boolean again) {}

  /**
   * How a shard is.
   *
   * @param catchingUp reading a backlog or recovering
   * @param since when it began on its node, epoch ms by that node's clock: another time means that
   *     it has moved, and knows nobody who watched it before
   */
  public record State(int partition, boolean catchingUp, long since) implements CborSerializable {}

  public record ListSessions(String websiteId, ActorRef<ActiveSessions> replyTo)
      implements Command {}

  public record FindSession(String websiteId, UUID sessionId, ActorRef<FoundSession> replyTo)
      implements Command {}

  /**
   * What a shard tells a live website every 200 ms while it is watched and something changed.
   *
   * @param number of this message: 0 begins anew and tells everything, the next is 1 more, so that
   *     one that was lost is missed
   * @param lastHit partition time of the website's last hit there, epoch ms; 0 where it never had
   *     one. No minute that begins more than a minute later has counted anything
   */
  public record Activity(
      int partition, long epoch, long number, String websiteId, long lastHit, Changed changed)
      implements CborSerializable {}

  /**
   * What is new since the message before.
   *
   * @param hits newest last, at most 20
   * @param receivedAt collector receipt of each hit absorbed since the last message, epoch ms; at
   *     most 1,000
   * @param parts of website-minutes, cumulative: each replaces the one before
   */
  public record Changed(List<LiveFrame.RecentHit> hits, List<Long> receivedAt, List<Part> parts) {}

  /** This partition's part of the minute that begins at the given epoch ms. */
  public record Part(long minute, byte[] tally) {}

  public record ActiveSessions(List<ActiveSession> sessions) implements CborSerializable {}

  public record FoundSession(Optional<ActiveSession> session) implements CborSerializable {}

  /** What only the shard's own streams, timers, stores and children send it. */
  sealed interface Internal extends Command, NoSerializationVerificationNeeded {}

  record EpochTaken(long epoch) implements Internal {}

  record EpochFailed(Throwable cause) implements Internal {}

  record JournalOpened(long epoch) implements Internal {}

  record Recovered(long epoch, JournalFold fold) implements Internal {}

  /** What the journal of an earlier generation holds. */
  record EarlierRead(long epoch, long generation, JournalFold fold) implements Internal {}

  /** Where Kafka begins; null where it could not be asked. */
  record StartFound(long epoch, PartitionStart start, Throwable failure) implements Internal {}

  record CheckpointStored(long epoch) implements Internal {}

  /**
   * Another incarnation has taken a higher epoch: what this one has written last does not count.
   */
  record Overtaken(long epoch) implements Internal {}

  record StreamOpened(long epoch, ActorRef<PartitionReader.More> stream) implements Internal {}

  record Batch(long epoch, ActorRef<PartitionReader.More> stream, List<PartitionRecord> records)
      implements Internal {}

  record StreamEnded(long epoch) implements Internal {}

  record StreamFailed(long epoch, Throwable cause) implements Internal {}

  /** What ClickHouse has; null where it could not be asked. */
  record StoredOffsets(long epoch, long[] offsets, Throwable failure) implements Internal {}

  /**
   * @param from first offset of the insert
   */
  record RowsStored(long epoch, long from, Throwable failure) implements Internal {}

  record SessionsStored(
      long epoch, List<SessionRow> rows, List<SessionJoin> joins, Throwable failure)
      implements Internal {}

  record Written(long epoch, long offset, Throwable failure) implements Internal {}

  record TickWritten(long epoch, Throwable failure) implements Internal {}

  record RulesWritten(long epoch, CountingRules rules, Throwable failure) implements Internal {}

  record MinuteFinished(WebsiteMinute.Finished finished) implements Internal {}

  enum Retry implements Internal {
    INSTANCE
  }

  enum FeedDue implements Internal {
    INSTANCE
  }

  enum SecondPassed implements Internal {
    INSTANCE
  }

  enum HandOverOverdue implements Internal {
    INSTANCE
  }

  /** Each generation begins an empty journal. */
  static String persistenceId(long generation, int partition) {
    return ENTITY_TYPE + "|" + generation + "|" + partition;
  }

  private SessionShard() {}
}
