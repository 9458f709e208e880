package footfall.api.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatsCsvTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "=cmd|' /C calc'!A0",
        "  =1",
        "\u00a0=1",
        "\"=1",
        "'=1",
        "\t=1",
        "\r=1",
        "\n=1",
        "\u0000=1",
        "\uff1d1",
        "\t",
        "\rx",
        "\nx",
      })
  void aTextThatMayBeTakenForAFormulaBeginsWithAnApostrophe(String hostile) {
    assertThat(StatsCsv.safe(hostile)).startsWith("'").endsWith(hostile.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "a;=1+1#a;'=1+1",
        "a, @x#a, '@x",
        "/shop|+1;-2#/shop|'+1;'-2",
      })
  void aFormulaBehindADelimiterIsOneToo(String hostile, String safe) {
    assertThat(StatsCsv.safe(hostile)).isEqualTo(safe);
  }

  @Test
  void aFormulaOnANewLineIsOneToo() {
    assertThat(StatsCsv.safe("a\r\n=1")).isEqualTo("a\r\n'=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/blog", "/a-b?c=d+e", "ä@b", "Köln", "a = b", "/x,y;z"})
  void everyOtherTextIsAsItIs(String harmless) {
    assertThat(StatsCsv.safe(harmless)).isEqualTo(harmless);
  }
}
