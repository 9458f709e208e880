package footfall.retention;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.ClusterSingletonSettings;
import akka.cluster.typed.SingletonActor;
import footfall.session.SessionShard;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Runs a pass an hour, on one ingest node of the cluster, the oldest; a pass that failed is tried
 * again after a minute. All commands stay on the node. While a node's place is taken over two may
 * run a pass at once, which harms nothing.
 */
public final class Retention extends AbstractBehavior<Retention.Command> {

  sealed interface Command {}

  private enum PassDue implements Command {
    INSTANCE
  }

  private record PassEnded(Throwable failure) implements Command {}

  static final Duration FIRST = Duration.ofMinutes(1);
  static final Duration EVERY = Duration.ofHours(1);
  static final Duration AGAIN = Duration.ofMinutes(1);

  private final Pass pass;
  private final RetentionCounters counters;
  private final TimerScheduler<Command> timers;
  private final Executor mayBlock;

  /** A look at all websites that deletes what they no longer keep; blocks. */
  @FunctionalInterface
  public interface Pass {
    void run() throws Exception;
  }

  /** Starts it on this node, of role {@code ingest}, or has it wait for its turn. */
  public static void init(ActorSystem<?> system, Pass pass, RetentionCounters counters) {
    var unused =
        ClusterSingleton.get(system)
            .init(
                SingletonActor.of(create(pass, counters), "retention")
                    .withSettings(
                        ClusterSingletonSettings.create(system).withRole(SessionShard.ROLE)));
  }

  static Behavior<Command> create(Pass pass, RetentionCounters counters) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new Retention(context, timers, pass, counters)));
  }

  private Retention(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Pass pass,
      RetentionCounters counters) {
    super(context);
    this.pass = pass;
    this.counters = counters;
    this.timers = timers;
    this.mayBlock = context.getSystem().dispatchers().lookup(DispatcherSelector.blocking());
    due(FIRST);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(PassDue.class, this::onPassDue)
        .onMessage(PassEnded.class, this::onPassEnded)
        .build();
  }

  private Behavior<Command> onPassDue(PassDue due) {
    getContext()
        .pipeToSelf(
            CompletableFuture.runAsync(this::run, mayBlock),
            (done, failure) -> new PassEnded(failure));
    return this;
  }

  private void run() {
    try {
      pass.run();
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  private Behavior<Command> onPassEnded(PassEnded ended) {
    if (ended.failure == null) {
      counters.countPass();
      due(EVERY);
    } else {
      counters.countFailure();
      getContext()
          .getLog()
          .warn("Old rows were not all deleted, trying again in a minute: {}", reason(ended));
      due(AGAIN);
    }
    return this;
  }

  private static String reason(PassEnded ended) {
    Throwable failure = ended.failure;
    return (failure.getCause() == null ? failure : failure.getCause()).toString();
  }

  private void due(Duration after) {
    timers.startSingleTimer(PassDue.INSTANCE, after);
  }
}
