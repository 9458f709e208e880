package footfall.protocol.hit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** Addresses as text; nothing here ever asks a name server. */
public final class IpAddress {
  private static final int LONGEST = 45;
  private static final int WORDS = 8;
  private static final int KEPT_IPV4_BYTES = 3;
  private static final int KEPT_IPV6_BYTES = 6;

  private IpAddress() {}

  /**
   * The 4 bytes of a dotted IPv4 address or the 16 of an IPv6 address (RFC 4291, the last 32 bits
   * dotted if liked); empty for anything else: names, zones, brackets, ports, prefixes.
   */
  public static Optional<byte[]> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    return Optional.ofNullable(text.indexOf(':') < 0 ? ipv4(text, 0, text.length()) : ipv6(text));
  }

  /**
   * The address without what tells one subscriber from another: /24 of IPv4 (also inside an IPv6
   * address), /48 of IPv6. Throws IllegalArgumentException for what {@link #parse} refuses.
   */
  public static String truncated(String text) {
    byte[] bytes = parse(text).orElseThrow(() -> new IllegalArgumentException("not an IP address"));
    try {
      byte[] address = InetAddress.getByAddress(bytes).getAddress();
      int kept = address.length == Integer.BYTES ? KEPT_IPV4_BYTES : KEPT_IPV6_BYTES;
      Arrays.fill(address, kept, address.length, (byte) 0);
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }

  private static byte[] ipv4(String text, int from, int to) {
    byte[] bytes = new byte[Integer.BYTES];
    int at = from;
    for (int part = 0; part < Integer.BYTES; part++) {
      int start = at;
      int value = 0;
      while (at < to && at - start < 3 && isDigit(text.charAt(at))) {
        value = value * 10 + text.charAt(at++) - '0';
      }
      boolean padded = at - start > 1 && text.charAt(start) == '0';
      boolean ended = part == Integer.BYTES - 1 ? at == to : at < to && text.charAt(at) == '.';
      if (at == start || padded || value > 255 || !ended) {
        return null;
      }
      bytes[part] = (byte) value;
      at++;
    }
    return bytes;
  }

  private static byte[] ipv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      byte[] whole = words(text);
      return whole != null && whole.length == 2 * WORDS ? whole : null;
    }
    byte[] head = words(text.substring(0, gap));
    byte[] tail = words(text.substring(gap + 2));
    boolean fits = head != null && tail != null && head.length + tail.length < 2 * WORDS;
    if (!fits || text.substring(0, gap).indexOf('.') >= 0) {
      return null;
    }
    byte[] bytes = Arrays.copyOf(head, 2 * WORDS);
    System.arraycopy(tail, 0, bytes, 2 * WORDS - tail.length, tail.length);
    return bytes;
  }

  /** The bytes of words between colons, the last one dotted if liked; null if malformed. */
  private static byte[] words(String text) {
    byte[] bytes = new byte[2 * WORDS];
    int filled = 0;
    int at = 0;
    while (at < text.length()) {
      int colon = text.indexOf(':', at);
      int end = colon < 0 ? text.length() : colon;
      boolean dotted = colon < 0 && text.indexOf('.', at) >= 0;
      byte[] part = dotted ? ipv4(text, at, end) : word(text, at, end);
      if (part == null || filled + part.length > bytes.length || colon == text.length() - 1) {
        return null;
      }
      System.arraycopy(part, 0, bytes, filled, part.length);
      filled += part.length;
      at = end + 1;
    }
    return Arrays.copyOf(bytes, filled);
  }

  private static byte[] word(String text, int from, int to) {
    if (to == from || to - from > 4) {
      return null;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return null;
      }
      value = value * 16 + digit;
    }
    return new byte[] {(byte) (value >> 8), (byte) value};
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
