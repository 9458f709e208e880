package footfall.api.collect;

import footfall.protocol.hit.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** A block of addresses, such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}. */
public final class Network {
  private final byte[] prefix;
  private final int bits;

  private Network(byte[] prefix, int bits) {
    this.prefix = prefix;
    this.bits = bits;
  }

  /**
   * Reads a CIDR block; an address without a prefix length is a block of one.
   *
   * @throws IllegalArgumentException naming the text and the form it must have
   */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    byte[] bytes = IpAddress.parse(address.strip()).orElseThrow(() -> malformed(text));
    try {
      int bits = slash < 0 ? bytes.length * 8 : Integer.parseInt(text.substring(slash + 1).strip());
      if (bits < 0 || bits > bytes.length * 8) {
        throw malformed(text);
      }
      return new Network(bytes, bits);
    } catch (NumberFormatException e) {
      throw malformed(text);
    }
  }

  boolean contains(InetAddress address) {
    byte[] other = address.getAddress();
    if (other.length != prefix.length) {
      return false;
    }
    int whole = bits / 8;
    if (!Arrays.equals(prefix, 0, whole, other, 0, whole)) {
      return false;
    }
    int mask = 0xff00 >> (bits % 8) & 0xff;
    return mask == 0 || (prefix[whole] & mask) == (other[whole] & mask);
  }

  /** The address of a text that {@link IpAddress#parse} takes; IPv4 inside IPv6 becomes IPv4. */
  static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" is no block of addresses; write it like 10.0.0.0/8 or 2001:db8::/32");
  }
}
