package footfall.api;

import footfall.api.live.ActiveSession;
import footfall.api.live.ActiveSessionsSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Nobody is active. */
record NoSessions() implements ActiveSessionsSource {
  @Override
  public CompletionStage<List<ActiveSession>> list(String websiteId) {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletionStage<Optional<ActiveSession>> find(String websiteId, UUID sessionId) {
    return CompletableFuture.completedFuture(Optional.empty());
  }
}
