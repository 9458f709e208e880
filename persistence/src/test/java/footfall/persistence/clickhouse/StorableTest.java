package footfall.persistence.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorableTest {
  private static final long MOST = 999_999_999_999_999_999L;

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "19.95, 199500",
    "-0.0001, -1",
    "0.00005, 0",
    "0.00015, 2",
    "99999999999999.9999, 999999999999999999",
    "1e-2000000000, 0",
    "0e2000000000, 0"
  })
  void moneyIsTenThousandthsRoundedHalfToEven(BigDecimal amount, long expected) {
    assertThat(Storable.money(amount)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"100000000000000", "99999999999999.99995", "1e2000000000"})
  void moneyBeyondEighteenDigitsBecomesTheMostThereIs(BigDecimal amount) {
    assertThat(Storable.money(amount)).isEqualTo(MOST);
    assertThat(Storable.money(amount.negate())).isEqualTo(-MOST);
  }

  @Test
  void timesOutsideTheTypeBecomeItsEnds() {
    assertThat(Storable.time(Long.MIN_VALUE)).isEqualTo(-2_208_988_800_000L);
    assertThat(Storable.time(Long.MAX_VALUE)).isEqualTo(10_413_791_999_999L);
    assertThat(Storable.time(-1)).isEqualTo(-1);
    assertThat(Storable.partitionTime(-1)).isZero();
    assertThat(Storable.partitionTime(Long.MAX_VALUE)).isEqualTo(4_102_444_799_999L);
  }

  @Test
  void secondsAreRoundedDown() {
    assertThat(Storable.second(1_999)).isEqualTo(1);
    assertThat(Storable.second(-1)).isZero();
    assertThat(Integer.toUnsignedLong(Storable.second(Long.MAX_VALUE))).isEqualTo(4_102_444_799L);
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 00000000000000000000ffffcb007107",
    "255.255.255.255, 00000000000000000000ffffffffffff",
    "::ffff:203.0.113.7, 00000000000000000000ffffcb007107",
    "2001:db8::7f, 20010db800000000000000000000007f",
    "::, 00000000000000000000000000000000"
  })
  void addressesOfBothFamiliesTakeSixteenBytes(String text, String hex) {
    assertThat(HexFormat.of().formatHex(Storable.address(text))).isEqualTo(hex);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "1..2.3",
        "1.2.3.",
        "host.example",
        "99999999999",
        "g::1",
        "1:2",
        "::1%nosuchinterface",
        "١.٢.٣.٤"
      })
  void whatIsNoAddressIsKeptAsTheUnspecifiedOne(String text) {
    assertThat(Storable.address(text)).containsOnly(0).hasSize(16);
  }
}
