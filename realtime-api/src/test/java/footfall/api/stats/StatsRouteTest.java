package footfall.api.stats;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.persistence.stats.Answer;
import footfall.persistence.stats.Figures;
import footfall.persistence.stats.Metric;
import footfall.persistence.stats.Question;
import footfall.persistence.stats.Question.Buckets;
import footfall.persistence.stats.Question.Values;
import footfall.persistence.stats.StatsException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that keeps the question and answers nothing, or as it is told. */
class StatsRouteTest {
  private static final List<Question> asked = new ArrayList<>();
  private static CompletionStage<List<Answer>> answer;
  private static final StatsForTests stats =
      new StatsForTests(
          question -> {
            asked.add(question);
            return answer;
          });

  @BeforeEach
  void forget() {
    asked.clear();
    answer =
        CompletableFuture.completedFuture(
            List.of(new Answer("", Figures.NONE, Figures.NONE, false)));
  }

  @AfterAll
  static void stop() {
    stats.close();
  }

  private static Question question(String path) {
    HttpResponse<String> answered = stats.get(path);
    assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
    return asked.get(asked.size() - 1);
  }

  private static List<String> period(String path) {
    Question question = question(path);
    return List.of(
        question.period().starts().get(0).toString(), question.period().end().toString());
  }

  @Test
  void onlyWhoMayViewTheWebsiteIsAnswered() {
    for (String name : List.of("aggregate", "timeseries", "breakdown?dimension=country")) {
      assertThat(stats.get("shop/" + name, "").statusCode()).isEqualTo(401);
      assertThat(stats.get("shop/" + name, "guest").statusCode()).isEqualTo(404);
      assertThat(stats.get("deleted/" + name).statusCode()).isEqualTo(404);
      assertThat(asked).isEmpty();
      assertThat(stats.get("shop/" + name).statusCode()).isEqualTo(200);
      assertThat(stats.get("shop/" + name).headers().firstValue("Cache-Control"))
          .contains("no-store");
      asked.clear();
    }
    assertThat(stats.get("shop/other").statusCode()).isEqualTo(404);
  }

  @Test
  void daysAreThoseOfTheWebsitesTimeZoneOrOfTheOneAskedFor() {
    assertThat(period("shop/aggregate?period=day"))
        .containsExactly("2026-11-19T23:00:00Z", "2026-11-20T23:00:00Z");
    assertThat(period("shop/aggregate?period=day&time_zone=Pacific/Auckland"))
        .containsExactly("2026-11-20T11:00:00Z", "2026-11-21T11:00:00Z");
    assertThat(period("shop/aggregate?period=day&date=2026-10-25"))
        .containsExactly("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
  }

  @Test
  void periodsAreDaysUpToTheDateOrWholeMonths() {
    String utc = "&time_zone=UTC&date=2026-11-20";
    assertThat(period("shop/aggregate?period=7d" + utc))
        .containsExactly("2026-11-14T00:00:00Z", "2026-11-21T00:00:00Z");
    assertThat(period("shop/aggregate?period=30d" + utc))
        .containsExactly("2026-10-22T00:00:00Z", "2026-11-21T00:00:00Z");
    assertThat(period("shop/aggregate?period=month" + utc))
        .containsExactly("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z");
    assertThat(period("shop/aggregate?period=6mo" + utc))
        .containsExactly("2026-06-01T00:00:00Z", "2026-12-01T00:00:00Z");
    assertThat(period("shop/aggregate?period=12mo" + utc))
        .containsExactly("2025-12-01T00:00:00Z", "2026-12-01T00:00:00Z");
    assertThat(period("shop/aggregate?from=2026-01-05&to=2026-01-06&time_zone=UTC"))
        .containsExactly("2026-01-05T00:00:00Z", "2026-01-07T00:00:00Z");
  }

  @Test
  void anAggregateSaysWhatItIsAbout() {
    assertThat(
            stats
                .get(
                    "shop/aggregate?period=day&metrics=visitors,bounce_rate,revenue&compare=previous_period")
                .body())
        .isEqualTo(
            "{\"website_id\":\"shop\",\"from\":\"2026-11-20\",\"to\":\"2026-11-20\","
                + "\"time_zone\":\"Europe/Berlin\",\"currency\":\"EUR\",\"sampled\":false,"
                + "\"compared_until\":\"2026-11-19T13:00:00+01:00\","
                + "\"metrics\":{\"visitors\":{\"value\":0,\"previous\":0},"
                + "\"bounce_rate\":{\"value\":null,\"previous\":null},"
                + "\"revenue\":{\"value\":\"0.0000\",\"previous\":\"0.0000\"}}}");
  }

  @Test
  void csvHasAllPointsOfTheLongerOfTwoMonths() {
    answer = CompletableFuture.completedFuture(List.of());
    String body =
        stats.get("shop/timeseries?period=month&compare=previous_period&format=csv").body();
    assertThat(body.split("\r\n"))
        .hasSize(1 + 31)
        .contains("\"2026-11-30T00:00:00+01:00\",\"0\",\"0\"", "\"\",\"\",\"0\"");
  }

  /** It is 13:00 of 20 November in Berlin; clocks went back on 25 October. */
  @ParameterizedTest
  @CsvSource({
    "period=day, 2026-11-19T12:00:00Z",
    "period=7d, 2026-11-13T12:00:00Z",
    "period=month, 2026-10-20T11:00:00Z",
    "from=2026-10-31&to=2026-11-30, 2026-10-20T11:00:00Z",
    "period=day&time_zone=Asia/Kathmandu, 2026-11-19T12:00:00Z",
    "period=7d&time_zone=Asia/Kathmandu, 2026-11-13T12:00:00Z",
    "period=day&date=2026-11-19, 2026-11-18T23:00:00Z",
    "period=day&date=2026-11-21, 2026-11-20T23:00:00Z",
    "from=2026-03-01&to=2026-11-30&time_zone=UTC, 2026-02-20T12:00:00Z",
  })
  void daysThatAreNotOverAreComparedWithAsMuchOfTheOthersAsHasPassed(String days, String end) {
    for (String question : List.of("aggregate?", "breakdown?dimension=country&")) {
      asked.clear();
      stats.get("shop/" + question + "compare=previous_period&" + days);
      assertThat(asked.get(0).compared().orElseThrow().end()).isEqualTo(Instant.parse(end));
    }
  }

  @Test
  void anAnswerSaysThatItIsAnEstimateWhereOneOfItsRowsIs() {
    assertThat(stats.get("shop/aggregate").body()).contains("\"sampled\":false");
    for (String question : List.of("aggregate", "timeseries", "breakdown?dimension=country")) {
      answer =
          CompletableFuture.completedFuture(
              List.of(
                  new Answer("1", Figures.NONE, Figures.NONE, false),
                  new Answer("2", Figures.NONE, Figures.NONE, true)));
      assertThat(stats.get("shop/" + question).body()).contains("\"sampled\":true");
    }
  }

  @Test
  void aChartHasAPointForEachBucketThoughNothingWasThere() {
    answer = CompletableFuture.completedFuture(List.of());
    String body =
        stats.get("shop/timeseries?period=day&date=2026-10-25&compare=previous_period").body();
    assertThat(body)
        .contains(
            "\"interval\":\"hour\",\"points\":[{\"time\":\"2026-10-25T00:00:00+02:00\",\"visitors\":0}")
        .contains("{\"time\":\"2026-10-25T02:00:00+01:00\",\"visitors\":0}")
        .contains("\"previous\":[{\"time\":\"2026-10-24T00:00:00+02:00\",\"visitors\":0}");
    assertThat(body.split("\"time\"", -1)).hasSize(1 + 25 + 24);
    Question question = asked.get(0);
    assertThat(question.grouping()).isEqualTo(new Buckets());
    assertThat(question.period().starts()).hasSize(25);
    assertThat(question.compared().orElseThrow().end())
        .isEqualTo(Instant.parse("2026-10-24T22:00:00Z"));
  }

  @Test
  void aBreakdownIsPagedByOneRowMoreThanIsShown() {
    answer = CompletableFuture.completedFuture(rows("DE", "FR", "US"));
    assertThat(stats.get("shop/breakdown?dimension=country&limit=2&page=3").body())
        .endsWith(
            "\"dimension\":\"country\",\"rows\":[{\"value\":\"DE\",\"visitors\":0},"
                + "{\"value\":\"FR\",\"visitors\":0}],\"page\":3,\"has_more\":true}");
    Values values = (Values) asked.get(0).grouping();
    assertThat(values.limit()).isEqualTo(3);
    assertThat(values.offset()).isEqualTo(4);
  }

  private static List<Answer> rows(String... keys) {
    return Arrays.stream(keys)
        .map(key -> new Answer(key, Figures.NONE, Figures.NONE, false))
        .toList();
  }

  @Test
  void csvIsAFileOfQuotedFieldsWithoutFormulas() {
    answer = CompletableFuture.completedFuture(rows("/a\"b", "=HYPERLINK(1)"));
    HttpResponse<String> csv =
        stats.get(
            "shop/breakdown?period=day&dimension=page_path&metrics=visitors,bounce_rate&format=csv");
    assertThat(csv.body().split("\r\n", -1))
        .containsExactly(
            "\"page_path\",\"visitors\",\"bounce_rate\"",
            "\"/a\"\"b\",\"0\",\"\"",
            "\"'=HYPERLINK(1)\",\"0\",\"\"",
            "");
    assertThat(csv.headers().firstValue("Content-Type")).contains("text/csv; charset=UTF-8");
    assertThat(csv.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"shop-breakdown-2026-11-20-2026-11-20.csv\"");
    assertThat(csv.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(stats.get("shop/timeseries?period=month&format=csv").body().split("\r\n"))
        .hasSize(31)
        .startsWith("\"time\",\"visitors\"", "\"2026-11-01T00:00:00+01:00\",\"0\"");
  }

  @Test
  void filtersAndMetricsReachTheStoreAsTheyWereSent() {
    HttpResponse<String> answered =
        stats.get(
            "shop/aggregate",
            Map.of(
                "metrics",
                "revenue,visitors",
                "filters",
                "[[\"is\",\"prop:plan\",[\"a\",\"\"]],[\"does_not_contain\",\"page_path\",[\"/x\"]]]"));
    assertThat(answered.statusCode()).isEqualTo(200);
    Question question = asked.get(0);
    assertThat(question.metrics()).containsExactly(Metric.REVENUE, Metric.VISITORS);
    assertThat(question.filters()).hasSize(2);
    assertThat(question.filters().get(0).dimension().wire()).isEqualTo("prop:plan");
    assertThat(question.filters().get(0).values()).containsExactly("a", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "period=year",
        "period=7d&from=2026-01-01",
        "period=custom",
        "period=custom&from=2026-01-02&to=2026-01-01",
        "period=custom&from=2020-01-01&to=2026-01-01",
        "period=custom&from=2026-01-01&to=2026-01-02&date=2026-01-01",
        "date=2026-02-30",
        "date=1999-12-31",
        "date=21.11.2026",
        "time_zone=Mars/Base",
        "time_zone=%2B01:00",
        "time_zone=",
        "metrics=",
        "metrics=visitors,visitors",
        "metrics=hits",
        "metrics=visitors,",
        "compare=yes",
        "filters=",
        "filters={}",
        "filters=[[%22is%22,%22country%22]]",
        "filters=[[%22is%22,%22country%22,[]]]",
        "filters=[[%22is%22,%22country%22,[1]]]",
        "filters=[[%22is%22,%22country%22,[%22DE%22],1]]",
        "filters=[[%22is%22,%22country%22,[%22DE%22]]]x",
        "filters=[[%22matches%22,%22country%22,[%22DE%22]]]",
        "filters=[[%22is%22,%22ip_address%22,[%22DE%22]]]",
        "filters=[[%22contains%22,%22country%22,[%22%22]]]",
        "period=day&period=7d",
        "colour=red",
        "interval=hour",
        "metrics=%ff",
      })
  void whatSaysNothingIsRefusedWithWhatToSend(String query) {
    String encoded = query.replace("[", "%5B").replace("]", "%5D").replace("{}", "%7B%7D");
    HttpResponse<String> answered = stats.get("shop/aggregate?" + encoded);
    assertThat(answered.statusCode()).isEqualTo(400);
    assertThat(answered.body()).startsWith("{\"error\":\"").contains("\"message\":\"");
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timeseries?interval=year",
        "timeseries?period=7d&interval=minute",
        "timeseries?period=6mo&interval=hour",
        "timeseries?format=xml",
        "timeseries?dimension=country",
        "breakdown",
        "breakdown?dimension=user_id",
        "breakdown?dimension=prop:",
        "breakdown?dimension=custom_dimension_21",
        "breakdown?dimension=country&limit=0",
        "breakdown?dimension=country&limit=1001",
        "breakdown?dimension=country&page=-1",
        "breakdown?dimension=country&page=99999999999",
      })
  void soIsWhatOneOfThemDoesNotTake(String path) {
    assertThat(stats.get("shop/" + path).statusCode()).isEqualTo(400);
    assertThat(asked).isEmpty();
  }

  @Test
  void moreFiltersOrValuesThanAllowedAreRefused() {
    String filter = "[\"is\",\"os\",[\"a\"]]";
    assertThat(filters("[" + (filter + ",").repeat(19) + filter + "]")).isEqualTo(200);
    assertThat(filters("[" + (filter + ",").repeat(20) + filter + "]")).isEqualTo(400);
    assertThat(filters("[[\"is\",\"os\",[" + "\"a\",".repeat(99) + "\"a\"]]]")).isEqualTo(200);
    assertThat(filters("[[\"is\",\"os\",[" + "\"a\",".repeat(100) + "\"a\"]]]")).isEqualTo(400);
  }

  private static int filters(String json) {
    return stats.get("shop/aggregate", Map.of("filters", json)).statusCode();
  }

  @Test
  void aStoreThatCannotAnswerSaysWhetherAskingAgainHelps() {
    answer = failed(StatsException.Reason.TOO_HEAVY);
    assertThat(stats.get("shop/aggregate").statusCode()).isEqualTo(400);
    assertThat(stats.get("shop/aggregate").body()).contains("too_heavy");
    for (StatsException.Reason reason :
        List.of(StatsException.Reason.BUSY, StatsException.Reason.UNAVAILABLE)) {
      answer = failed(reason);
      HttpResponse<String> answered = stats.get("shop/aggregate");
      assertThat(answered.statusCode()).isEqualTo(503);
      assertThat(answered.headers().firstValue("Retry-After")).contains("5");
    }
  }

  private static CompletionStage<List<Answer>> failed(StatsException.Reason reason) {
    return CompletableFuture.failedFuture(new StatsException(reason, "it did not", null));
  }
}
