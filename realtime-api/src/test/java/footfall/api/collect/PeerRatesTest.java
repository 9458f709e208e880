package footfall.api.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PeerRatesTest {
  private static final InetAddress PEER = address("203.0.113.9");

  private final AtomicLong nanos = new AtomicLong(-5);
  private final PeerRates rates = new PeerRates(100, nanos::get);

  @Test
  void aPeerIsLetInUntilTwoSecondsOfHitsAreSpentAndAgainAsTheyComeBack() {
    rates.took(PEER, 199);
    assertThat(rates.waitNanos(PEER)).isZero();
    rates.took(PEER, 1);
    assertThat(rates.waitNanos(PEER)).isEqualTo(Duration.ofMillis(10).toNanos());
    pass(Duration.ofMillis(10));
    assertThat(rates.waitNanos(PEER)).isZero();
  }

  @Test
  void aRequestMayOverdrawAndIsWaitedForButNeverLongerThanTenSeconds() {
    rates.took(PEER, 500);
    assertThat(rates.waitNanos(PEER)).isEqualTo(Duration.ofMillis(3_010).toNanos());
    rates.took(PEER, 1_000_000);
    assertThat(rates.waitNanos(PEER)).isEqualTo(Duration.ofMillis(10_010).toNanos());
  }

  @Test
  void onePeerStarvesNoOther() {
    rates.took(PEER, 1_000);
    int waiting = 0;
    for (int i = 0; i < 1_000; i++) {
      waiting += rates.waitNanos(address("198.51." + i / 250 + "." + i % 250)) > 0 ? 1 : 0;
    }
    // Two peers share a place by chance of 1 in 65,536.
    assertThat(waiting).isLessThanOrEqualTo(2);
  }

  @Test
  void theAddressesOfOneIpv6NetworkAreOnePeer() {
    rates.took(address("2001:db8:1:2::1"), 1_000);
    assertThat(rates.waitNanos(address("2001:db8:1:2:ffff::7"))).isPositive();
    assertThat(rates.waitNanos(address("2001:db8:1:3::1"))).isZero();
  }

  @Test
  void loopbackHasNoBoundNorHasAnybodyWhereThereIsNone() {
    rates.took(address("127.0.0.1"), 1_000_000);
    rates.took(address("::1"), 1_000_000);
    assertThat(rates.waitNanos(address("127.0.0.1"))).isZero();
    assertThat(rates.waitNanos(address("::1"))).isZero();
    PeerRates none = new PeerRates(0, nanos::get);
    none.took(PEER, 1_000_000);
    assertThat(none.waitNanos(PEER)).isZero();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
