package footfall.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.http.javadsl.model.ContentTypes;
import footfall.api.access.Refused;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class FieldsTest {
  @Test
  void onlyOneWholeObjectOfJsonIsTaken() {
    for (String wrong :
        new String[] {
          "",
          "null",
          "[]",
          "\"text\"",
          "{",
          "{} {}",
          "{\"a\":1,\"a\":2}",
          "{\"a\":" + "[".repeat(21) + "]".repeat(21) + "}",
          "{\"a\":" + "1".repeat(41) + "}",
          "{'a':1}"
        }) {
      assertThatThrownBy(() -> fields(wrong))
          .as(wrong)
          .isInstanceOf(Refused.class)
          .hasMessageMatching("(?s)(This is no JSON|Send a JSON object).*");
    }
    assertThat(fields("{\"a\":\"b\"} ").text("a", 1, 1)).isEqualTo("b");
  }

  @Test
  void aTextHasItsLengthAndNoControlCharacters() {
    assertThat(fields("{\"a\":\"grün 🌱\"}").text("a", 1, 7)).isEqualTo("grün 🌱");
    for (String wrong :
        new String[] {
          "1",
          "null",
          "\"\"",
          "\"  \"",
          "\"12345678\"",
          "\"a\\nb\"",
          "\"a\\u0000\"",
          "\"\\ud800\"",
          "\"\\u001b[31m\""
        }) {
      refuses(wrong, f -> f.text("a", 1, 7));
    }
  }

  @Test
  void numbersAreExactAndWithinTheirBounds() {
    assertThat(fields("{\"a\":20}").integer("a", 1, 20)).isEqualTo(20);
    for (String wrong : new String[] {"0", "21", "1.0", "\"1\"", "1e1", "99999999999", "null"}) {
      refuses(wrong, f -> f.integer("a", 1, 20));
    }
    assertThat(fields("{\"a\":12.5}").amount("a")).isEqualByComparingTo("12.5");
    assertThat(fields("{\"a\":0}").amount("a")).isEqualByComparingTo("0");
    for (String wrong :
        new String[] {
          "-1",
          "0.00001",
          "123456789012",
          "1e30",
          "\"1\"",
          "1e-30",
          "1e2147483647",
          "12345678901234567891e2147483640"
        }) {
      refuses(wrong, f -> f.amount("a"));
    }
    assertThat(fields("{\"a\":1}").samplingRate("a")).isEqualTo(1);
    for (String wrong : new String[] {"0", "1.0001", "-0.5", "\"0.5\"", "1e-400", "0.00009"}) {
      refuses(wrong, f -> f.samplingRate("a"));
    }
  }

  @Test
  void aDayIsADayOfTheCalendar() {
    assertThat(fields("{\"a\":\"2024-02-29\"}").date("a")).hasToString("2024-02-29");
    for (String wrong :
        new String[] {"\"2026-02-29\"", "\"1969-12-31\"", "20260101", "\"today\""}) {
      refuses(wrong, f -> f.date("a"));
    }
  }

  @Test
  void aListOfTextsHoldsEachOnce() {
    assertThat(fields("{\"a\":[\"x\",\"y\"]}").texts("a", 2, 1)).containsExactly("x", "y");
    for (String wrong :
        new String[] {
          "\"x\"", "[\"x\",\"x\"]", "[\"\"]", "[1]", "[\"x\",\"y\",\"z\"]", "[\"xx\"]"
        }) {
      refuses(wrong, f -> f.texts("a", 2, 1));
    }
  }

  @Test
  void whatNobodyReadIsNamedWithWhatThereIs() {
    Fields fields = fields("{\"a\":1,\"<script>\\n\":2}");
    fields.has("a");
    fields.has("b");
    assertThatThrownBy(fields::end)
        .isInstanceOf(Refused.class)
        .hasMessage("There is no field \"(not printable)\" here; there are: a, b.");
  }

  private static void refuses(String value, Function<Fields, ?> read) {
    Fields fields = fields("{\"a\":" + value + "}");
    assertThatThrownBy(
            () -> {
              var unused = read.apply(fields);
            })
        .as(value)
        .isInstanceOf(Refused.class)
        .hasMessageStartingWith("a must be ");
  }

  private static Fields fields(String json) {
    return Fields.of(ContentTypes.APPLICATION_JSON, json.getBytes(StandardCharsets.UTF_8));
  }
}
