package footfall.persistence.clickhouse;

import footfall.protocol.hit.Custom;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.EventType;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.Transaction;
import footfall.protocol.hit.Transaction.Product;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Rows to store: everyday ones by number, and one with every field set. */
final class SampleRows {
  static final long NOW = 1_795_219_200_000L;

  private static final List<String> AGENTS =
      IntStream.range(0, 400)
          .mapToObj(
              i ->
                  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                      + " Chrome/"
                      + (100 + i)
                      + ".0.0.0 Safari/537.36")
          .toList();
  private static final List<String> COUNTRIES = List.of("DE", "FR", "US", "GB", "IN", "BR", "JP");
  private static final List<String> BROWSERS = List.of("Chrome", "Firefox", "Safari", "Edge");

  private SampleRows() {}

  /** An everyday pageview, the same for the same partition and offset. */
  static EventRow pageview(int partition, long offset) {
    Random random = new Random(partition * 1_000_003L + offset);
    long time = NOW + offset;
    return new EventRow(
        hit("site-" + random.nextInt(50), random, time),
        enrichment(random),
        time,
        time - 80,
        true,
        new UUID(partition, offset / 8),
        false,
        false,
        partition,
        offset);
  }

  static List<EventRow> pageviews(int partition, long fromOffset, int count) {
    return LongStream.range(fromOffset, fromOffset + count)
        .mapToObj(offset -> pageview(partition, offset))
        .toList();
  }

  private static Hit hit(String website, Random random, long time) {
    String path = "/articles/" + random.nextInt(5_000) + "/how-to-measure-a-website";
    return new Hit(
        1,
        website,
        EventType.PAGEVIEW,
        new UUID(random.nextLong(), random.nextLong()),
        time - 80,
        time - 60,
        new Hit.Identity("", "visitor-" + Long.toHexString(random.nextLong()), "", ""),
        Hit.Action.NONE,
        new Hit.Page(
            "https://www.example.org" + path + "?utm_source=newsletter",
            "How to measure a website, part " + random.nextInt(5_000),
            "https://www.search.example/",
            0),
        new Hit.Client(
            AGENTS.get(random.nextInt(AGENTS.size())),
            "203.0.113." + random.nextInt(256),
            "1920x1080",
            "en-GB",
            "1.0.0"),
        Transaction.NONE,
        Custom.NONE);
  }

  private static Enrichment enrichment(Random random) {
    return new Enrichment(
        "/articles/" + random.nextInt(5_000) + "/how-to-measure-a-website",
        new Enrichment.Geography(
            COUNTRIES.get(random.nextInt(COUNTRIES.size())),
            "Region " + random.nextInt(40),
            "City " + random.nextInt(400),
            random.nextInt(90),
            random.nextInt(180)),
        new Enrichment.Device(
            "desktop",
            "",
            "",
            "Windows",
            "10",
            BROWSERS.get(random.nextInt(BROWSERS.size())),
            (100 + random.nextInt(30)) + ".0"),
        new Enrichment.Traffic("email", "newsletter", "autumn", ""),
        false);
  }

  /**
   * A transaction with every field set; {@code text} lies in each free text, with its name. The one
   * at offset 3 is sampled.
   */
  static EventRow full(int partition, long offset, String text) {
    return new EventRow(
        new Hit(
            7,
            "site." + offset,
            EventType.TRANSACTION,
            new UUID(0x8000_0000_0000_0001L, offset),
            NOW - 1_234,
            NOW - 5,
            new Hit.Identity("sid" + text, "vid" + text, "uid" + text, "pvid" + text),
            new Hit.Action("en" + text, "ec" + text, "ea" + text, "el" + text, Optional.of(-0.25)),
            new Hit.Page("pu" + text, "pt" + text, "pr" + text, 12.75),
            new Hit.Client("ua" + text, "2001:db8::7f", "sr" + text, "la" + text, "sv" + text),
            purchase(text),
            custom(text)),
        new Enrichment(
            "pp" + text,
            new Enrichment.Geography("co" + text, "re" + text, "ci" + text, -33.5f, 151.25f),
            new Enrichment.Device(
                "dt" + text,
                "db" + text,
                "dm" + text,
                "o" + text,
                "ov" + text,
                "b" + text,
                "bv" + text),
            new Enrichment.Traffic("ts" + text, "tm" + text, "tc" + text, "tk" + text),
            true),
        NOW + 1,
        NOW - 999,
        true,
        new UUID(-1, 42),
        true,
        true,
        partition,
        offset,
        offset == 3 ? 0.25 : 1);
  }

  private static Transaction purchase(String text) {
    return new Transaction(
        "ti" + text,
        Optional.of(new BigDecimal("99999999999999.9999")),
        Optional.of(new BigDecimal("-0.0001")),
        Optional.of(BigDecimal.ZERO),
        "EUR",
        List.of(
            new Product(
                "s1" + text, "n1" + text, "c1" + text, Optional.of(new BigDecimal("19.95")), 3),
            new Product("s2", "", "", Optional.empty(), -2)));
  }

  private static Custom custom(String text) {
    Map<Integer, String> dimensions =
        IntStream.rangeClosed(1, 20)
            .boxed()
            .collect(Collectors.toMap(i -> i, i -> "cd" + i + text));
    Map<Integer, Double> metrics =
        IntStream.rangeClosed(1, 20).boxed().collect(Collectors.toMap(i -> i, i -> i / 8.0));
    return new Custom(dimensions, metrics, Map.of("a" + text, "1" + text, "b", ""));
  }
}
