package footfall.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionTest {
  private static final String HEAD = "# HELP a_total All.\n# TYPE a_total counter\n";

  @Test
  void labelsAndValuesAreRead() {
    String text = HEAD + "a_total{x=\"1\",y=\"a \\\"b\\\", c}\"} 2.0\na_total NaN\n";

    assertThat(Exposition.parse(text).samples())
        .containsExactly(
            new Exposition.Sample("a_total", Map.of("x", "1", "y", "a \\\"b\\\", c}"), 2),
            new Exposition.Sample("a_total", Map.of(), Double.NaN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a_total 1\n",
        "# TYPE a_total counter\na_total 1\n",
        "# HELP a All.\n# TYPE a counter\na 1\n",
        HEAD + "a_total 1",
        HEAD + "a_total\n",
        HEAD + "a_total one\n",
        HEAD + "a_total{x=1} 1\n",
        HEAD + "a_total{x=\"1\" y=\"2\"} 1\n",
        HEAD + "a_total{x=\"1\",x=\"2\"} 1\n",
        HEAD + "a_total{x=\"1\n\"} 1\n",
        HEAD + "a-total 1\n",
        HEAD + "b_total 1\n",
        HEAD + "a_total 1\na_total 2\n",
        HEAD + "a_total 1\n" + HEAD,
        "# HELP h H.\n# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 1\n",
        "# HELP h H.\n# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nh_count 2\n",
        "# HELP h H.\n# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_count 1\n",
      })
  void whatTheFormatDoesNotAllowFails(String text) {
    assertThatThrownBy(() -> Exposition.parse(text)).isInstanceOf(AssertionError.class);
  }
}
