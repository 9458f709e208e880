package footfall.load.bench.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ClickHouseCommandTest {
  private final ClickHouseCommand.Time time = new ClickHouseCommand.Time();

  @Test
  void aTimeHasAUnit() {
    assertThat(time.convert("90s")).isEqualTo(Duration.ofSeconds(90));
    assertThat(time.convert("10m")).isEqualTo(Duration.ofMinutes(10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"90", "0s", "-5m", "ten minutes", ""})
  void anythingElseIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> time.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("such as 90s");
  }
}
