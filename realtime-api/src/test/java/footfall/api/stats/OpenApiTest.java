package footfall.api.stats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import footfall.persistence.stats.Answer;
import footfall.persistence.stats.Dimension;
import footfall.persistence.stats.Figures;
import footfall.persistence.stats.Filter;
import footfall.persistence.stats.FunnelStore.Reached;
import footfall.persistence.stats.FunnelStore.Walked;
import footfall.persistence.stats.Metric;
import footfall.persistence.stats.StatsException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The description and the routes say the same. */
class OpenApiTest {
  private static final String ROOT = "/api/stats/{website_id}/";
  private static final String FUNNEL = "funnels/{funnel_id}";
  private static final List<String> QUESTIONS =
      List.of("aggregate", "timeseries", "breakdown", FUNNEL);

  /** A value that each parameter takes. */
  private static final Map<String, String> TAKEN =
      Map.ofEntries(
          Map.entry("period", "7d"),
          Map.entry("date", "2026-11-20"),
          Map.entry("from", "2026-11-01"),
          Map.entry("to", "2026-11-02"),
          Map.entry("time_zone", "UTC"),
          Map.entry("metrics", "visitors,revenue"),
          Map.entry("filters", "[[\"is\",\"country\",[\"DE\"]]]"),
          Map.entry("compare", "previous_year"),
          Map.entry("interval", "day"),
          Map.entry("dimension", "country"),
          Map.entry("limit", "10"),
          Map.entry("page", "2"),
          Map.entry("format", "json"));

  private static JsonNode api;
  private static CompletionStage<List<Answer>> answer;
  private static final StatsForTests stats =
      new StatsForTests(
          question -> answer,
          question ->
              answer.thenApply(
                  rows -> new Walked(List.of(new Reached(9, 8), new Reached(3, 3)), true)));

  @BeforeAll
  static void read() throws IOException {
    try (InputStream file = OpenApiTest.class.getResourceAsStream("/openapi/stats.yaml")) {
      api = new ObjectMapper(new YAMLFactory()).readTree(file);
    }
  }

  @BeforeEach
  void answerOneRow() {
    answer =
        CompletableFuture.completedFuture(
            List.of(new Answer("", Figures.NONE, Figures.NONE, false)));
  }

  @AfterAll
  static void stop() {
    stats.close();
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? resolved(api.at(node.get("$ref").asText().substring(1))) : node;
  }

  private static JsonNode operation(String question) {
    return api.get("paths").get(ROOT + question).get("get");
  }

  private static Set<String> parametersOf(String question) {
    Set<String> names = new TreeSet<>();
    for (JsonNode parameter : operation(question).get("parameters")) {
      JsonNode known = resolved(parameter);
      if (known.get("in").asText().equals("query")) {
        names.add(known.get("name").asText());
      }
    }
    return names;
  }

  /** The parameters that a question needs, and one more with what goes with it. */
  private static Map<String, String> with(String question, String name, String value) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (question.equals("breakdown")) {
      parameters.put("dimension", "country");
    }
    if (name.equals("from") || name.equals("to") || value.equals("custom")) {
      parameters.put("from", TAKEN.get("from"));
      parameters.put("to", TAKEN.get("to"));
    }
    if (value.equals("minute") || value.equals("hour")) {
      parameters.put("period", "day");
    }
    parameters.put(name, value);
    return parameters;
  }

  private static int status(String question, String name, String value) {
    return stats.get(path(question), with(question, name, value)).statusCode();
  }

  private static String path(String question) {
    return "shop/" + question.replace("{funnel_id}", StatsForTests.FUNNEL.funnelId().toString());
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Test
  void eachPathIsThereAndTakesItsParametersAndNoOthers() {
    assertThat(api.get("paths").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(QUESTIONS.stream().map(ROOT::concat).toList());
    for (String question : QUESTIONS) {
      for (Map.Entry<String, String> each : TAKEN.entrySet()) {
        assertThat(status(question, each.getKey(), each.getValue()))
            .as("%s of %s", each.getKey(), question)
            .isEqualTo(parametersOf(question).contains(each.getKey()) ? 200 : 400);
      }
    }
    assertThat(stats.get("shop/breakdown").statusCode()).isEqualTo(400);
    assertThat(api.at("/components/parameters/dimension/required").asBoolean()).isTrue();
  }

  @Test
  void eachValueOfAnEnumIsTakenAndNoneIsMissing() {
    for (String name : List.of("period", "compare", "interval", "format")) {
      JsonNode schema = resolved(api.at("/components/parameters/" + name + "/schema"));
      for (String value : texts(schema.get("enum"))) {
        assertThat(status("timeseries", name, value)).as("%s=%s", name, value).isEqualTo(200);
      }
    }
    assertThat(texts(api.at("/components/schemas/metric/enum")))
        .containsExactlyElementsOf(Arrays.stream(Metric.values()).map(Metric::wire).toList());
    assertThat(texts(api.at("/components/schemas/interval/enum")))
        .containsExactlyElementsOf(Arrays.stream(Interval.values()).map(Interval::wire).toList());
    assertThat(texts(api.at("/components/schemas/operator/enum")))
        .containsExactlyElementsOf(
            Arrays.stream(Filter.Operator.values()).map(Filter.Operator::wire).toList());
    List<String> dimensions = texts(api.at("/components/schemas/dimension/anyOf/0/enum"));
    assertThat(dimensions).allMatch(it -> Dimension.of(it).isPresent());
    // All kinds but props and custom dimensions, which have patterns.
    assertThat(dimensions).hasSize(Dimension.Kind.values().length - 2);
  }

  @Test
  void limitsAreThoseOfTheDescription() {
    assertThat(api.at("/components/parameters/limit/schema/maximum").asInt())
        .isEqualTo(StatsRoute.MOST_ROWS);
    assertThat(api.at("/components/parameters/page/schema/maximum").asInt())
        .isEqualTo(StatsRoute.MOST_PAGES);
    assertThat(
            api.at("/components/parameters/filters/content/application~1json/schema/maxItems")
                .asInt())
        .isEqualTo(Filters.MOST);
    JsonNode values = api.at("/components/schemas/filter/prefixItems/2");
    assertThat(values.get("maxItems").asInt()).isEqualTo(Filters.MOST_VALUES);
    assertThat(values.at("/items/maxLength").asInt()).isEqualTo(Filters.LONGEST_VALUE);
  }

  @Test
  void everyAnswerHasTheDescribedShape() throws IOException {
    String all = String.join(",", Arrays.stream(Metric.values()).map(Metric::wire).toList());
    for (String question : QUESTIONS) {
      Map<String, String> parameters = with(question, "period", "day");
      for (String compare : List.of("none", "previous_period")) {
        if (parametersOf(question).contains("compare")) {
          parameters.put("metrics", all);
          parameters.put("compare", compare);
        }
        assertDescribed(question, "200", stats.get(path(question), parameters));
      }
      assertDescribed(question, "400", stats.get(path(question) + "?period=x"));
      assertDescribed(question, "401", stats.get(path(question), ""));
      assertDescribed(question, "404", stats.get(path(question), "guest"));
      answer =
          CompletableFuture.failedFuture(
              new StatsException(StatsException.Reason.UNAVAILABLE, "away", null));
      assertDescribed(question, "503", stats.get(path(question), with(question, "period", "day")));
      answerOneRow();
    }
  }

  private static void assertDescribed(String question, String status, HttpResponse<String> answered)
      throws IOException {
    assertThat(answered.statusCode()).as(answered.body()).isEqualTo(Integer.parseInt(status));
    JsonNode schema =
        resolved(operation(question).get("responses").get(status))
            .at("/content/application~1json/schema");
    JsonNode body = new ObjectMapper().readTree(answered.body());
    assertThat(new Schema(api).faults(schema, body)).as(answered.body()).isEmpty();
  }
}
