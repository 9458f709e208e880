package footfall.session;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.japi.function.Function;
import footfall.api.live.ActiveSession;
import footfall.api.live.ActiveSessionsSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reaches the sessions that are open now, on whichever node they are. A session id does not say
 * which partition holds it, so every shard is asked.
 */
public final class SessionRef implements ActiveSessionsSource {
  private static final int MOST_LISTED = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ClusterSharding sharding;
  private final int partitions;

  public SessionRef(ActorSystem<?> system, int partitions) {
    this.sharding = ClusterSharding.get(system);
    this.partitions = partitions;
  }

  /**
   * The open session; fails with a TimeoutException when a shard that may hold it does not answer,
   * with an IllegalStateException until this node knows where shards are.
   */
  @Override
  public CompletionStage<Optional<ActiveSession>> find(String websiteId, UUID sessionId) {
    CompletableFuture<Optional<ActiveSession>> first = new CompletableFuture<>();
    List<CompletableFuture<SessionShard.FoundSession>> answers = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      CompletableFuture<SessionShard.FoundSession> answer =
          this.<SessionShard.FoundSession>ask(
                  partition, replyTo -> new SessionShard.FindSession(websiteId, sessionId, replyTo))
              .whenComplete(
                  (found, failure) -> {
                    if (failure == null && found.session().isPresent()) {
                      first.complete(found.session());
                    }
                  });
      answers.add(answer);
    }
    var unused =
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
            .whenComplete(
                (all, failure) -> {
                  if (failure == null) {
                    first.complete(Optional.empty());
                  } else {
                    first.completeExceptionally(failure);
                  }
                });
    return first;
  }

  /**
   * The sessions of a website that are active now, the one heard of last first; at most {@code
   * most}.
   */
  @Override
  public CompletionStage<List<ActiveSession>> list(String websiteId) {
    List<CompletableFuture<SessionShard.ActiveSessions>> answers = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      answers.add(ask(partition, replyTo -> new SessionShard.ListSessions(websiteId, replyTo)));
    }
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(
            all ->
                answers.stream()
                    .flatMap(answer -> answer.join().sessions().stream())
                    .sorted(Comparator.comparingLong(ActiveSession::lastHit).reversed())
                    .limit(MOST_LISTED)
                    .toList());
  }

  private <T> CompletableFuture<T> ask(
      int partition, Function<ActorRef<T>, SessionShard.Command> question) {
    try {
      return sharding
          .entityRefFor(SessionShard.TYPE_KEY, Integer.toString(partition))
          .<T>ask(question, PATIENCE)
          .toCompletableFuture();
    } catch (IllegalStateException notStarted) {
      return CompletableFuture.failedFuture(notStarted);
    }
  }
}
