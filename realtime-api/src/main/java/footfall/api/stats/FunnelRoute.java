package footfall.api.stats;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import footfall.api.access.Guard;
import footfall.api.access.Refused;
import footfall.persistence.metadata.Website;
import footfall.persistence.stats.FunnelQuestion;
import footfall.persistence.stats.FunnelStore;
import footfall.persistence.stats.Question;
import footfall.persistence.stats.Question.Whole;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * {@code GET /api/stats/{website_id}/funnels/{funnel_id}}, for those who may view the website: how
 * far its sessions went.
 */
public final class FunnelRoute {
  private static final Set<String> PARAMETERS = parameters();

  private final FunnelStore store;
  private final Funnel.Source funnels;
  private final Clock clock;

  private FunnelRoute(FunnelStore store, Funnel.Source funnels, Clock clock) {
    this.store = store;
    this.funnels = funnels;
    this.clock = clock;
  }

  /**
   * To be joined with the other routes of the server.
   *
   * @param websites by id; must not block
   * @param clock tells which day it is
   */
  public static Route create(
      FunnelStore store,
      Funnel.Source funnels,
      Guard guard,
      Function<String, Optional<Website>> websites,
      Clock clock) {
    FunnelRoute route = new FunnelRoute(store, funnels, clock);
    StatsAnswers answers = new StatsAnswers(guard, websites);
    return Directives.path(
        PathMatchers.segment("api")
            .slash("stats")
            .slash(PathMatchers.segment())
            .slash("funnels")
            .slash(PathMatchers.uuidSegment()),
        (websiteId, funnelId) ->
            answers.to(websiteId, (request, website) -> route.answer(request, website, funnelId)));
  }

  private static Set<String> parameters() {
    Set<String> names = new HashSet<>(Asked.PARAMETERS);
    names.removeAll(Set.of("metrics", "compare"));
    return names;
  }

  private CompletionStage<HttpResponse> answer(HttpRequest request, Website website, UUID id) {
    Parameters given = Parameters.of(request, PARAMETERS);
    Asked asked = Asked.of(given, website, clock.instant());
    return funnels
        .find(website.websiteId(), id)
        .thenCompose(found -> walked(asked, found.orElseThrow(Refused::notFound)));
  }

  private CompletionStage<HttpResponse> walked(Asked asked, Funnel funnel) {
    Question about = asked.question(new Whole());
    return store
        .ask(
            new FunnelQuestion(
                about.websiteId(),
                about.period().start(),
                about.period().end(),
                about.filters(),
                funnel.steps().stream().map(Funnel.Step::hit).toList()))
        .thenApply(
            walked ->
                StatsAnswers.json(
                    new StatsJson(asked, walked.sampled()).funnel(funnel, walked.steps())));
  }
}
