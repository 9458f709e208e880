package footfall.api.settings;

import com.fasterxml.jackson.databind.JsonNode;
import footfall.api.rest.Answers;
import footfall.api.rest.Workers;
import footfall.api.stats.Funnel;
import footfall.persistence.metadata.Metadata;
import footfall.persistence.metadata.PartTable;
import footfall.persistence.metadata.WebsiteParts;
import footfall.persistence.metadata.WebsiteParts.Part;
import footfall.persistence.stats.FunnelStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Funnels as PostgreSQL has them. */
public final class StoredFunnels implements Funnel.Source {
  private final WebsiteParts parts;
  private final Workers workers;

  public StoredFunnels(Metadata metadata, Workers workers) {
    this.parts = new WebsiteParts(metadata, PartTable.FUNNELS);
    this.workers = workers;
  }

  @Override
  public CompletionStage<Optional<Funnel>> find(String websiteId, UUID funnelId) {
    return workers.run(() -> parts.find(websiteId, funnelId).map(StoredFunnels::read));
  }

  private static Funnel read(Part part) {
    List<Funnel.Step> steps = new ArrayList<>();
    for (JsonNode step : Answers.parsed((String) part.values().get("steps"))) {
      steps.add(
          new Funnel.Step(
              step.get("name").asText(),
              new FunnelStep(
                  FunnelStep.Kind.valueOf(constant(step.get("step_type"))),
                  FunnelStep.Match.valueOf(constant(step.get("match_type"))),
                  step.get("pattern").asText())));
    }
    return new Funnel(part.id(), (String) part.values().get("name"), steps);
  }

  private static String constant(JsonNode wire) {
    return wire.asText().toUpperCase(Locale.ROOT);
  }
}
