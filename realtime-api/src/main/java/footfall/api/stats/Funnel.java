package footfall.api.stats;

import footfall.persistence.stats.FunnelStep;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** A way through a website, as whoever runs it has described it. */
public record Funnel(UUID funnelId, String name, List<Step> steps) {

  public Funnel {
    steps = List.copyOf(steps);
  }

  /** One step and what it is called. */
  public record Step(String name, FunnelStep hit) {}

  /** Where funnels are kept. */
  @FunctionalInterface
  public interface Source {
    /** Empty where the website has none of that id; never blocks. */
    CompletionStage<Optional<Funnel>> find(String websiteId, UUID funnelId);
  }
}
