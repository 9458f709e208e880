package footfall.api.stats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import footfall.api.access.Refused;
import footfall.persistence.stats.Dimension;
import footfall.persistence.stats.Filter;
import footfall.persistence.stats.Filter.Operator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads filters: {@code [["is","country",["DE","FR"]],["contains","page_path",["/blog"]]]}. */
final class Filters {
  static final int MOST = 20;
  static final int MOST_VALUES = 100;
  static final int LONGEST_VALUE = 4_096;

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser json;

  private Filters(JsonParser json) {
    this.json = json;
  }

  /**
   * Reads the text of the parameter.
   *
   * @throws Refused 400 that says what filters look like
   */
  static List<Filter> read(String text) {
    try (JsonParser json = JSON.createParser(text)) {
      return new Filters(json).all();
    } catch (IOException e) {
      throw malformed();
    }
  }

  private List<Filter> all() throws IOException {
    List<Filter> filters = new ArrayList<>();
    require(json.nextToken() == JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (filters.size() == MOST) {
        throw Parameters.refused("filters", "may be " + MOST + " at most");
      }
      filters.add(one());
    }
    require(json.nextToken() == null);
    return filters;
  }

  private Filter one() throws IOException {
    require(json.currentToken() == JsonToken.START_ARRAY);
    Operator operator = Operator.of(text()).orElseThrow(Filters::malformed);
    Dimension dimension =
        Dimension.of(text())
            .orElseThrow(
                () -> Parameters.refused("filters", "name dimensions as docs/stats.md lists them"));
    List<String> values = values();
    require(json.nextToken() == JsonToken.END_ARRAY);
    try {
      return new Filter(operator, dimension, values);
    } catch (IllegalArgumentException e) {
      throw Parameters.refused(
          "filters", "need at least one value each, and contains takes no empty one");
    }
  }

  private List<String> values() throws IOException {
    List<String> values = new ArrayList<>();
    require(json.nextToken() == JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      require(json.currentToken() == JsonToken.VALUE_STRING);
      values.add(json.getText());
      if (values.size() > MOST_VALUES || json.getText().length() > LONGEST_VALUE) {
        throw Parameters.refused(
            "filters",
            "take at most %d values of %d characters each".formatted(MOST_VALUES, LONGEST_VALUE));
      }
    }
    return values;
  }

  private String text() throws IOException {
    require(json.nextToken() == JsonToken.VALUE_STRING);
    return json.getText();
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw malformed();
    }
  }

  private static Refused malformed() {
    return Parameters.refused(
        "filters",
        "must be JSON such as [[\"is\",\"country\",[\"DE\",\"FR\"]]], with is, is_not, contains or"
            + " does_not_contain");
  }
}
