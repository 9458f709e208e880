package footfall.session;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import footfall.api.live.ActiveSession;
import footfall.protocol.wire.CborSerializable;
import java.util.Optional;

/**
 * A visitor active now: the session that is open, as its shard last counted it. It answers for
 * itself from any node; what it counts is decided, and made durable, by its shard (ADR 1).
 */
final class SessionActor extends AbstractBehavior<SessionActor.Command> {

  /** What a session understands. */
  interface Command extends CborSerializable {}

  /** The session has changed; sent by its shard only. */
  record Show(ActiveSession view) implements Command {}

  record Describe(ActorRef<SessionShard.FoundSession> replyTo) implements Command {}

  /** It is closed, joined into another, or has been quiet for a while. */
  enum Leave implements Command {
    INSTANCE
  }

  private ActiveSession view;

  static Behavior<Command> create(ActiveSession view) {
    return Behaviors.setup(context -> new SessionActor(context, view));
  }

  private SessionActor(ActorContext<Command> context, ActiveSession view) {
    super(context);
    this.view = view;
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Show.class, this::onShow)
        .onMessage(Describe.class, this::onDescribe)
        .onMessageEquals(Leave.INSTANCE, Behaviors::stopped)
        .build();
  }

  private Behavior<Command> onShow(Show show) {
    view = show.view();
    return this;
  }

  private Behavior<Command> onDescribe(Describe describe) {
    describe.replyTo().tell(new SessionShard.FoundSession(Optional.of(view)));
    return this;
  }
}
