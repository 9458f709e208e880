package footfall.api.stats;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import footfall.api.access.Guard;
import footfall.api.access.Permission;
import footfall.api.access.Refused;
import footfall.api.access.Scope;
import footfall.persistence.metadata.MetadataException;
import footfall.persistence.metadata.Website;
import footfall.persistence.stats.StatsException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets in who may view a website, and tells why a question got no answer. */
final class StatsAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(StatsAnswers.class);
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Guard guard;
  private final Function<String, Optional<Website>> websites;

  StatsAnswers(Guard guard, Function<String, Optional<Website>> websites) {
    this.guard = guard;
    this.websites = websites;
  }

  /** Answers a question, or throws or fails with what {@link Refused} and the stores tell. */
  interface Handler {
    CompletionStage<HttpResponse> answer(HttpRequest request, Website website);
  }

  Route to(String websiteId, Handler handler) {
    return Directives.get(
        () ->
            guard.website(
                websiteId,
                Permission.VIEW,
                Scope.STATS_READ,
                viewer -> Directives.extractRequest(it -> answer(it, websiteId, handler))));
  }

  private Route answer(HttpRequest request, String websiteId, Handler handler) {
    try {
      Website website = websites.apply(websiteId).orElseThrow(Refused::notFound);
      return Directives.completeWithFuture(
          handler
              .answer(request, website)
              .exceptionally(failure -> refusal(failure).response())
              .thenApply(it -> it.addHeader(RawHeader.create("Cache-Control", "no-store"))));
    } catch (Refused refused) {
      return Directives.complete(refused.response());
    }
  }

  static HttpResponse json(String body) {
    return HttpResponse.create().withEntity(ContentTypes.APPLICATION_JSON, body);
  }

  private static Refused refusal(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof Refused refused) {
      return refused;
    }
    if (cause instanceof MetadataException settings && settings.isAway()) {
      return Refused.unavailable("The settings' store is away; ask again in a while.", AGAIN);
    }
    if (!(cause instanceof StatsException stats)) {
      LOG.error("A question about history could not be answered", cause);
      return Refused.unavailable("The answer could not be written; ask again later.", AGAIN);
    }
    return switch (stats.reason()) {
      case TOO_HEAVY ->
          Refused.badRequest(
              "too_heavy", "This takes too long: ask for a shorter period or fewer metrics.");
      case BAD_PATTERN ->
          Refused.badRequest(
              "bad_pattern",
              "A pattern of this funnel is no regular expression of RE2, which knows no look-around"
                  + " and no back-references: change it in the settings.");
      case BUSY -> Refused.unavailable("Too many questions wait; ask again in a while.", AGAIN);
      case UNAVAILABLE -> {
        LOG.warn("ClickHouse did not answer a question: {}", stats.getMessage());
        yield Refused.unavailable("History is away; ask again in a while.", AGAIN);
      }
    };
  }
}
