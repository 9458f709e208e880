package footfall.protocol.hit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "255.255.255.255",
        "::",
        "::1",
        "1::",
        "2001:db8::8:800:200c:417a",
        "2001:DB8:0:0:8:800:200C:417A",
        "::ffff:192.0.2.128",
        "1:2:3:4:5:6:192.0.2.1",
        "1:2:3:4:5:6:7::"
      })
  void literalsAreTaken(String text) {
    assertThat(IpAddress.parse(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "localhost",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "01.2.3.4",
        "1.2.3.4 ",
        "1..2.3",
        ".1.2.3",
        "1.2.3.",
        "1.2.3.4:80",
        "1.2.3.0/24",
        "[::1]",
        "fe80::1%eth0",
        ":",
        ":::",
        "1::2::3",
        "12345::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8:",
        ":1:2:3:4:5:6:7",
        "1:2:3:4::5:6:7:8",
        "::1.2.3",
        "1.2.3.4::",
        "::1.2.3.4:5",
        "g::",
        "1:2:3:4:5:6:7:1.2.3.4",
        "１::",
        "0000:0000:0000:0000:0000:ffff:192.168.100.2280"
      })
  void anythingElseIsNot(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @Test
  void theBytesAreThoseOfTheJdk() throws Exception {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
      random.nextBytes(bytes);
      if (random.nextBoolean()) {
        Arrays.fill(bytes, 2, bytes.length - 1, (byte) 0);
      }
      String text = InetAddress.getByAddress(bytes).getHostAddress();
      assertThat(IpAddress.parse(text)).hasValueSatisfying(b -> assertThat(b).isEqualTo(bytes));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.77, 203.0.113.0",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:0:0:0:0:0",
    "::ffff:203.0.113.77, 203.0.113.0"
  })
  void aTruncatedAddressKeepsTheNetworkOnly(String address, String network) {
    assertThat(IpAddress.truncated(address)).isEqualTo(network);
  }

  @Test
  void whatIsNoAddressCannotBeTruncated() {
    assertThatThrownBy(() -> IpAddress.truncated("localhost"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
