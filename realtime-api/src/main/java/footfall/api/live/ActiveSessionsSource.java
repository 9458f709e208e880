package footfall.api.live;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Asks the sessions that are open now; an answer that fails means "ask again later". */
public interface ActiveSessionsSource {

  /** The sessions of one website active now, in any order. */
  CompletionStage<List<ActiveSession>> list(String websiteId);

  /** One of them, asked from the session itself; empty when it is not open. */
  CompletionStage<Optional<ActiveSession>> find(String websiteId, UUID sessionId);
}
