package footfall.load.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagePathTest {
  @ParameterizedTest
  @CsvSource({
    "https://a.example/b/c, /b/c",
    "https://a.example/b?c=/d, /b",
    "https://a.example/b#/d, /b",
    "https://a.example, /",
    "https://a.example?b=/c, /",
    "'', ''",
  })
  void aPathStandsBetweenHostAndQuery(String url, String path) {
    assertThat(PagePath.of(url)).isEqualTo(path);
  }
}
