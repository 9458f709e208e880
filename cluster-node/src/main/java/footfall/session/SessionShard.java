package footfall.session;

import akka.actor.typed.ActorRef;
import footfall.protocol.live.LiveFrame;
import footfall.protocol.wire.CborSerializable;
import footfall.website.MinuteKey;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Owns one partition of topic {@code events}: its sessions, its parts of website-minutes, its
 * offset.
 */
public final class SessionShard {

  /** Entity type name; entity id = shard id = partition number. */
  public static final String ENTITY_TYPE = "session-shard";

  public interface Command extends CborSerializable {}

  /** Starts the shard where it is not running; sent by every ingest node each second. */
  public enum Wake implements Command {
    INSTANCE
  }

  /** A live website is being watched: soft state, forgotten after 10 s. */
  public record Watch(String websiteId, ActorRef<Activity> replyTo) implements Command {}

  /**
   * Asks for this shard's open part of a website-minute: sent by a minute after its own restart.
   */
  public record ResendParts(MinuteKey minute) implements Command {}

  public record ListSessions(String websiteId, ActorRef<ActiveSessions> replyTo)
      implements Command {}

  public record FindSession(String websiteId, UUID sessionId, ActorRef<FoundSession> replyTo)
      implements Command {}

  /**
   * What a shard tells a live website every 200 ms while it is watched and something changed (and
   * once a second otherwise).
   *
   * @param hits newest last, at most 20
   * @param receivedAt collector receipt of each hit absorbed since the last message, epoch ms; at
   *     most 1,000
   * @param catchingUp reading a backlog or recovering
   */
  public record Activity(
      int partition,
      String websiteId,
      List<LiveFrame.RecentHit> hits,
      List<Long> receivedAt,
      boolean catchingUp)
      implements CborSerializable {}

  public record ActiveSessions(List<SessionView> sessions) implements CborSerializable {}

  public record FoundSession(Optional<SessionView> session) implements CborSerializable {}

  private SessionShard() {}
}
