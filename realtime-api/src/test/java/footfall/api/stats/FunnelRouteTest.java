package footfall.api.stats;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.persistence.stats.Filter;
import footfall.persistence.stats.FunnelQuestion;
import footfall.persistence.stats.FunnelStep;
import footfall.persistence.stats.FunnelStep.Kind;
import footfall.persistence.stats.FunnelStep.Match;
import footfall.persistence.stats.FunnelStore.Reached;
import footfall.persistence.stats.FunnelStore.Walked;
import footfall.persistence.stats.StatsException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that keeps the question and answers as it is told; the funnel is that of the fixture. */
class FunnelRouteTest {
  private static final String PATH = "shop/funnels/" + StatsForTests.FUNNEL.funnelId();
  private static final List<FunnelQuestion> asked = new ArrayList<>();
  private static CompletionStage<Walked> answer;
  private static final StatsForTests stats =
      new StatsForTests(
          question -> CompletableFuture.failedFuture(new AssertionError("no funnel")),
          question -> {
            asked.add(question);
            return answer;
          });

  @BeforeEach
  void forget() {
    asked.clear();
    answer = walked(true, new Reached(9, 8), new Reached(3, 3));
  }

  private static CompletionStage<Walked> walked(boolean sampled, Reached... steps) {
    return CompletableFuture.completedFuture(new Walked(List.of(steps), sampled));
  }

  @AfterAll
  static void stop() {
    stats.close();
  }

  @Test
  void eachStepTellsWhoReachedItAndWhoDidNot() {
    HttpResponse<String> answered = stats.get(PATH + "?period=day");
    assertThat(answered.body())
        .isEqualTo(
            "{\"website_id\":\"shop\",\"from\":\"2026-11-20\",\"to\":\"2026-11-20\","
                + "\"time_zone\":\"Europe/Berlin\",\"currency\":\"EUR\",\"sampled\":true,"
                + "\"funnel_id\":\"00000000-0000-0007-0000-000000000001\",\"name\":\"Checkout\","
                + "\"steps\":[{\"name\":\"Cart\",\"sessions\":9,\"visitors\":8,\"drop_off\":0,\"rate\":1},"
                + "{\"name\":\"Paid\",\"sessions\":3,\"visitors\":3,\"drop_off\":6,\"rate\":0.3333}]}");
    assertThat(answered.headers().firstValue("Cache-Control")).contains("no-store");
    answer = walked(false, new Reached(0, 0), new Reached(0, 0));
    assertThat(stats.get(PATH).body()).contains("\"drop_off\":0,\"rate\":null}]}");
  }

  @Test
  void theStoreIsAskedForTheStoredStepsAndTheDaysAndFiltersOfTheRequest() {
    stats.get(
        PATH,
        Map.of(
            "period", "day",
            "time_zone", "UTC",
            "filters", "[[\"is\",\"country\",[\"DE\"]]]"));
    assertThat(asked)
        .singleElement()
        .satisfies(
            question -> {
              assertThat(question.websiteId()).isEqualTo("shop");
              assertThat(question.start()).isEqualTo(Instant.parse("2026-11-20T00:00:00Z"));
              assertThat(question.end()).isEqualTo(Instant.parse("2026-11-21T00:00:00Z"));
              assertThat(question.filters())
                  .extracting(Filter::values)
                  .containsExactly(List.of("DE"));
              assertThat(question.steps())
                  .containsExactly(
                      new FunnelStep(Kind.DESTINATION, Match.BEGINS_WITH, "/cart"),
                      new FunnelStep(Kind.EVENT, Match.EQUALS, "paid"));
            });
  }

  @Test
  void onlyWhoMayViewTheWebsiteIsAnsweredAndOnlyAboutItsFunnels() {
    assertThat(stats.get(PATH, "").statusCode()).isEqualTo(401);
    assertThat(stats.get(PATH, "guest").statusCode()).isEqualTo(404);
    assertThat(stats.get(PATH.replace("shop", "deleted")).statusCode()).isEqualTo(404);
    assertThat(stats.get(PATH.replace("shop", "other")).statusCode()).isEqualTo(404);
    assertThat(stats.get("shop/funnels/00000000-0000-0007-0000-000000000002").statusCode())
        .isEqualTo(404);
    assertThat(stats.get("shop/funnels/checkout").statusCode()).isEqualTo(404);
    assertThat(stats.get("shop/funnels/").statusCode()).isEqualTo(404);
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metrics=visitors",
        "compare=none",
        "format=csv",
        "limit=1",
        "period=x",
        "filters=x"
      })
  void whatItDoesNotTakeIsRefused(String query) {
    assertThat(stats.get(PATH + "?" + query).statusCode()).isEqualTo(400);
    assertThat(asked).isEmpty();
  }

  @Test
  void aPatternThatClickHouseDoesNotKnowSaysWhereToChangeIt() {
    answer =
        CompletableFuture.failedFuture(
            new StatsException(StatsException.Reason.BAD_PATTERN, "code 427", null));
    HttpResponse<String> answered = stats.get(PATH);
    assertThat(answered.statusCode()).isEqualTo(400);
    assertThat(answered.body()).contains("bad_pattern").contains("change it in the settings");
  }
}
