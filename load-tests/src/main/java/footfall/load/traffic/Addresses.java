package footfall.load.traffic;

import java.util.List;
import java.util.SplittableRandom;

/** Addresses of access networks around the world, IPv4 and IPv6; each visitor keeps one. */
final class Addresses {
  /** First two groups of networks in many countries, larger ones more often. */
  private static final Weighted<String> IPV4 =
      new Weighted<>(
          List.of(
              Weighted.of(18, "73.162"), // United States
              Weighted.of(8, "98.207"),
              Weighted.of(10, "84.160"), // Germany
              Weighted.of(7, "86.180"), // United Kingdom
              Weighted.of(7, "90.55"), // France
              Weighted.of(6, "49.207"), // India
              Weighted.of(6, "126.85"), // Japan
              Weighted.of(5, "177.32"), // Brazil
              Weighted.of(4, "24.114"), // Canada
              Weighted.of(4, "1.129"), // Australia
              Weighted.of(3, "79.35"), // Italy
              Weighted.of(3, "83.52"), // Spain
              Weighted.of(3, "77.160"), // Netherlands
              Weighted.of(3, "83.7"), // Poland
              Weighted.of(2, "84.226"), // Switzerland
              Weighted.of(2, "41.13"), // South Africa
              Weighted.of(2, "105.112"), // Nigeria
              Weighted.of(2, "189.190"), // Mexico
              Weighted.of(2, "114.124"), // Indonesia
              Weighted.of(2, "78.160"))); // Turkey

  private static final Weighted<String> IPV6 =
      new Weighted<>(
          List.of(
              Weighted.of(6, "2601:647"), // United States
              Weighted.of(4, "2003:e1"), // Germany
              Weighted.of(2, "2a02:c7f"), // United Kingdom
              Weighted.of(2, "2a01:cb00"), // France
              Weighted.of(2, "2405:201"), // India
              Weighted.of(1, "240b:10"), // Japan
              Weighted.of(1, "2804:14c"))); // Brazil

  private static final double IPV6_SHARE = 0.3;

  static String pick(SplittableRandom random) {
    return random.nextDouble() < IPV6_SHARE
        ? IPV6.pick(random) + ":" + group(random) + "::" + group(random)
        : IPV4.pick(random) + "." + random.nextInt(256) + "." + (1 + random.nextInt(254));
  }

  private static String group(SplittableRandom random) {
    return Integer.toHexString(1 + random.nextInt(0xfffe));
  }

  private Addresses() {}
}
