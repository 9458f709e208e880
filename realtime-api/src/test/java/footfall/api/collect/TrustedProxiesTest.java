package footfall.api.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import footfall.protocol.hit.IpAddress;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private final TrustedProxies proxies =
      new TrustedProxies(
          List.of(
              Network.parse("10.0.0.0/8"),
              Network.parse("192.0.2.128/25"),
              Network.parse("2001:db8:1::/48")));

  @Test
  void aStrangerIsNotBelievedWhateverItForwards() {
    assertThat(client("198.51.100.7", "203.0.113.9")).isEqualTo("198.51.100.7");
    assertThat(client("11.0.0.1", "203.0.113.9")).isEqualTo("11.0.0.1");
  }

  @Test
  void theFirstAddressFromTheRightThatIsNoTrustedProxyIsTheClient() {
    assertThat(client("10.0.0.1", "6.6.6.6, 203.0.113.9, 10.9.9.9")).isEqualTo("203.0.113.9");
    assertThat(client("10.0.0.1", "6.6.6.6", "203.0.113.9", "10.9.9.9")).isEqualTo("203.0.113.9");
    assertThat(client("2001:db8:1:2::3", "2001:db8:2::1")).isEqualTo("2001:db8:2:0:0:0:0:1");
  }

  @Test
  void aPrefixEndsAtItsBit() {
    assertThat(client("192.0.2.128", "203.0.113.9")).isEqualTo("203.0.113.9");
    assertThat(client("192.0.2.127", "203.0.113.9")).isEqualTo("192.0.2.127");
  }

  @Test
  void whereAllAreTrustedTheLeftmostIsTheClient() {
    assertThat(client("10.0.0.1", "10.0.0.3, 10.0.0.2")).isEqualTo("10.0.0.3");
    assertThat(client("10.0.0.1")).isEqualTo("10.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "", "203.0.113", "example.org", "203.0.113.9.1", "[::1", "-"})
  void readingStopsAtWhatIsNoAddress(String hop) {
    assertThat(client("10.0.0.1", "6.6.6.6, " + hop)).isEqualTo("10.0.0.1");
    assertThat(client("10.0.0.1", hop + ", 10.0.0.2")).isEqualTo("10.0.0.2");
  }

  @Test
  void portsAndBracketsAreTakenOff() {
    assertThat(client("10.0.0.1", "203.0.113.9:4711")).isEqualTo("203.0.113.9");
    assertThat(client("10.0.0.1", "[2001:db8:2::1]:4711")).isEqualTo("2001:db8:2:0:0:0:0:1");
  }

  @Test
  void anIpv4AddressInsideAnIpv6AddressIsThatIpv4Address() {
    assertThat(client("10.0.0.1", "::ffff:203.0.113.9")).isEqualTo("203.0.113.9");
    assertThat(client("::ffff:10.0.0.1", "203.0.113.9")).isEqualTo("203.0.113.9");
  }

  @Test
  void withoutTrustedProxiesNoHeaderIsRead() {
    TrustedProxies none = new TrustedProxies(List.of());
    assertThat(none.client(address("10.0.0.1"), List.of("203.0.113.9")).getHostAddress())
        .isEqualTo("10.0.0.1");
  }

  @Test
  void wholeAndEmptyPrefixesAreBlocksToo() {
    assertThat(Network.parse("0.0.0.0/0").contains(address("203.0.113.9"))).isTrue();
    assertThat(Network.parse("203.0.113.9").contains(address("203.0.113.9"))).isTrue();
    assertThat(Network.parse("203.0.113.9/32").contains(address("203.0.113.8"))).isFalse();
    assertThat(Network.parse("::/0").contains(address("203.0.113.9"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "::/129", "proxy", "1.2.3.4/x"})
  void aBlockThatIsNoneIsNamedWithTheFormItNeeds(String text) {
    assertThatThrownBy(() -> Network.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text)
        .hasMessageContaining("10.0.0.0/8");
  }

  private String client(String peer, String... forwardedFor) {
    return proxies.client(address(peer), List.of(forwardedFor)).getHostAddress();
  }

  private static InetAddress address(String text) {
    return Network.address(IpAddress.parse(text).orElseThrow());
  }
}
