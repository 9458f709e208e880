package footfall.api.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageHostTest {
  @ParameterizedTest
  @CsvSource({
    "https://shop.example, shop.example",
    "https://Shop.EXAMPLE/path, shop.example",
    "HTTP://shop.example:8080/, shop.example",
    "https://shop.example.?q=1, shop.example",
    "https://shop.example#top, shop.example",
    "https://user:word@shop.example/, shop.example",
    "https://shop.example@evil.example/, evil.example",
    "https://evil.example\\@shop.example/, evil.example",
    "https://evil.example/?at=@shop.example, evil.example",
    "https://[2001:db8::1]:8443/, [2001:db8::1]"
  })
  void theHostIsTheOneABrowserWouldGoTo(String url, String host) {
    assertThat(PageHost.of(url)).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "shop.example",
        "/path",
        "//shop.example/",
        "/to?https://shop.example/",
        "file:///shop.example",
        "javascript:https://shop.example/",
        "https:///path",
        "https://:80/",
        "https://["
      })
  void whatIsNoAddressOfAPageHasNoHostThatIsAllowed(String url) {
    assertThat(PageHost.isAmong(List.of("shop.example"), PageHost.of(url))).isFalse();
  }

  @Test
  void aHostIsAllowedByItsNameOrThatOfADomainAboveIt() {
    List<String> allowed = List.of("other.example", "shop.example");
    for (String host : List.of("shop.example", "www.shop.example", "a.b.shop.example")) {
      assertThat(PageHost.isAmong(allowed, host)).as(host).isTrue();
    }
    for (String host : List.of("myshop.example", "example", ".shop.example", "shop.example.org")) {
      assertThat(PageHost.isAmong(allowed, host)).as(host).isFalse();
    }
  }
}
