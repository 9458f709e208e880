package footfall.website;

import akka.actor.typed.ActorRef;
import footfall.protocol.wire.CborSerializable;

/** One website-minute: persists the final parts of its partitions, shows finals plus open parts. */
public final class WebsiteMinute {

  /** Entity type name; entity id = website id, "|", minute in epoch ms. */
  public static final String ENTITY_TYPE = "website-minute";

  public static String entityId(MinuteKey key) {
    return key.websiteId() + "|" + key.minute();
  }

  public interface Command extends CborSerializable {}

  /** The open part of one partition, cumulative: replaces the one before. */
  public record Part(int partition, long epoch, byte[] tally) implements Command {}

  /** The final part of one partition; acknowledged once persisted (or past its live hour). */
  public record Finish(int partition, long epoch, byte[] tally, ActorRef<Finished> replyTo)
      implements Command {}

  /**
   * A live website wants to be told what this minute shows, at once and at each change, for 10 s.
   */
  public record Watch(ActorRef<Shown> replyTo) implements Command {}

  public record Finished(MinuteKey minute) implements CborSerializable {}

  public record Shown(MinuteKey minute, byte[] tally) implements CborSerializable {}

  private WebsiteMinute() {}
}
