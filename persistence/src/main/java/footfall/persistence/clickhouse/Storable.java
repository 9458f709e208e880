package footfall.persistence.clickhouse;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The rules by which every value has a form that ClickHouse can hold. What lies outside a type's
 * range becomes the nearest value inside; nothing is refused here, for validation is done.
 */
final class Storable {
  /** 1900-01-01T00:00:00Z and 2299-12-31T23:59:59.999Z, the ends of DateTime64(3). */
  private static final long FIRST_MILLIS = -2_208_988_800_000L;

  private static final long LAST_MILLIS = 10_413_791_999_999L;

  /**
   * 2099-12-31T23:59:59Z. DateTime ends in 2106, and a time within 14 months of that end would
   * expire at once, for its TTL begins anew at 1970.
   */
  private static final long LAST_SECOND = 4_102_444_799L;

  private static final int MONEY_SCALE = 4;
  private static final BigInteger MOST_MONEY = BigInteger.valueOf(999_999_999_999_999_999L);
  private static final int IPV6_LENGTH = 16;
  private static final int IPV4_LENGTH = 4;

  private Storable() {}

  /** Epoch ms within 1900 to 2299. */
  static long time(long millis) {
    return Math.max(FIRST_MILLIS, Math.min(LAST_MILLIS, millis));
  }

  /** Epoch ms within 1970 to 2099, for what a partition and a TTL are computed from. */
  static long partitionTime(long millis) {
    return Math.max(0, Math.min(LAST_SECOND * 1000 + 999, millis));
  }

  /** Epoch seconds, rounded down, as an unsigned number; within 1970 to 2099. */
  static int second(long millis) {
    return (int) Math.max(0, Math.min(LAST_SECOND, Math.floorDiv(millis, 1000)));
  }

  /** Ten-thousandths, rounded half to even, within 18 digits. */
  static long money(BigDecimal amount) {
    // A huge exponent would make the unscaled number as long: settle it before scaling.
    if (amount.precision() - (long) amount.scale() > 18) {
      return amount.signum() * MOST_MONEY.longValueExact();
    }
    if (amount.precision() - (long) amount.scale() < -18) {
      return 0;
    }
    BigInteger scaled = amount.setScale(MONEY_SCALE, RoundingMode.HALF_EVEN).unscaledValue();
    return scaled.max(MOST_MONEY.negate()).min(MOST_MONEY).longValueExact();
  }

  /** Ten-thousandths within 18 digits. */
  static long money(long tenThousandths) {
    long most = MOST_MONEY.longValueExact();
    return Math.max(-most, Math.min(most, tenThousandths));
  }

  /** 16 bytes; IPv4 as {@code ::ffff:a.b.c.d}; {@code ::} for what is no address. */
  static byte[] address(String text) {
    byte[] address = new byte[IPV6_LENGTH];
    byte[] literal = text.indexOf(':') >= 0 ? ipv6(text) : ipv4(text);
    if (literal.length == IPV4_LENGTH) {
      address[10] = (byte) 0xff;
      address[11] = (byte) 0xff;
    }
    System.arraycopy(literal, 0, address, IPV6_LENGTH - literal.length, literal.length);
    return address;
  }

  /** Only what holds a colon comes here, and with one the JDK looks no name up. */
  private static byte[] ipv6(String text) {
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException e) {
      return new byte[0]; // no address: kept as ::, the raw text is not evidence of anything
    }
  }

  private static byte[] ipv4(String text) {
    byte[] parts = new byte[IPV4_LENGTH];
    int part = 0;
    int value = -1;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? '.' : text.charAt(i);
      if (c >= '0' && c <= '9' && value <= 255) {
        value = Math.max(value, 0) * 10 + c - '0';
      } else if (c == '.' && value >= 0 && value <= 255 && part < IPV4_LENGTH) {
        parts[part++] = (byte) value;
        value = -1;
      } else {
        return new byte[0];
      }
    }
    return part == IPV4_LENGTH ? parts : new byte[0];
  }
}
