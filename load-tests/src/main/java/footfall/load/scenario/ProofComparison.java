package footfall.load.scenario;

import footfall.load.oracle.Difference;
import footfall.load.oracle.Expected;
import footfall.load.oracle.SipHash;
import footfall.load.oracle.Tables;
import footfall.website.MinuteKey;
import footfall.website.MinuteTally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Holds everything that the cluster shows against what the oracle expects. */
final class ProofComparison {
  private static final int EXAMPLES = 5;

  private final Expected expected;
  private final SipHash userHash;
  private final List<String> findings = new ArrayList<>();

  /**
   * @param userHash keyed as the cluster's own
   */
  ProofComparison(Expected expected, SipHash userHash) {
    this.expected = expected;
    this.userHash = userHash;
  }

  /** Compares everything; one sentence for each kind of difference, with the first few of it. */
  List<String> run(Shown shown) throws IOException, InterruptedException {
    note("sessions", Tables.SESSIONS.compare(Tables.sessions(expected), shown.sessions()));
    note("session joins", Tables.JOINS.compare(Tables.joins(expected), shown.joins()));
    note("raw rows", Tables.RAW_ROWS.compare(Tables.rawRows(expected), shown.rawRows()));
    note(
        "refused records",
        Tables.REJECTED.compare(Tables.rejected(expected), List.copyOf(shown.rejected())));
    if (shown.contradictorySessions() > 0) {
      findings.add("a session was written twice with one version and different values");
    }
    long strays = shown.strayVisitors();
    if (strays > 0) {
      findings.add(strays + " visitors of quarters of an hour differ from those of raw rows");
    }
    compareMinutes(shown);
    return List.copyOf(findings);
  }

  /** How many rows of each kind were compared. */
  Map<String, Long> sizes() {
    Map<String, Long> sizes = new TreeMap<>();
    sizes.put("sessions", (long) expected.closed().size());
    sizes.put("session joins", (long) expected.joins().size());
    sizes.put("raw rows", (long) Tables.rawRows(expected).size());
    sizes.put("website minutes", (long) expected.minutes().size());
    sizes.put("refused records", (long) Tables.rejected(expected).size());
    return sizes;
  }

  private void compareMinutes(Shown shown) {
    Map<MinuteKey, MinuteTally> tallies = shown.minutes(minutesToAsk());
    List<Map<String, String>> rows =
        tallies.entrySet().stream()
            .filter(e -> hasCounted(e.getValue()))
            .map(e -> row(e.getKey(), e.getValue()))
            .toList();
    note("website minutes", Tables.MINUTES.compare(Tables.minutes(expected), rows));
    findings.addAll(new UserComparison(userHash).run(expected.minutes(), tallies));
    comparePages(tallies);
  }

  /** Also the minutes between, and those around, in which nothing may have been counted. */
  private List<MinuteKey> minutesToAsk() {
    Map<String, LongSummaryStatistics> spans = new TreeMap<>();
    expected
        .minutes()
        .keySet()
        .forEach(
            k ->
                spans
                    .computeIfAbsent(k.websiteId(), w -> new LongSummaryStatistics())
                    .accept(k.minute()));
    List<MinuteKey> keys = new ArrayList<>();
    spans.forEach(
        (website, span) -> {
          long last = span.getMax() + MinuteKey.LENGTH_MS;
          for (long m = span.getMin() - MinuteKey.LENGTH_MS; m <= last; m += MinuteKey.LENGTH_MS) {
            keys.add(new MinuteKey(website, m));
          }
        });
    return keys;
  }

  private static boolean hasCounted(MinuteTally tally) {
    return tally.pageviews() > 0 || tally.events() > 0 || tally.users() > 0;
  }

  private static Map<String, String> row(MinuteKey key, MinuteTally tally) {
    return Map.of(
        "website_id", key.websiteId(),
        "minute", Long.toString(key.minute()),
        "pageviews", Long.toString(tally.pageviews()),
        "events", Long.toString(tally.events()),
        "conversions", Long.toString(tally.conversions()));
  }

  private void comparePages(Map<MinuteKey, MinuteTally> tallies) {
    List<Difference> differences = new ArrayList<>();
    expected
        .minutes()
        .forEach(
            (key, exact) -> {
              MinuteTally tally = tallies.get(new MinuteKey(key.websiteId(), key.minute()));
              exact
                  .pages()
                  .forEach((page, views) -> comparePage(key, page, views, tally, differences));
            });
    note("pages of website minutes", differences);
  }

  private static void comparePage(
      Expected.MinuteOf key,
      String page,
      long views,
      MinuteTally tally,
      List<Difference> differences) {
    long shown = tally == null ? 0 : tally.pageviewsOfPage(page);
    if (!page.isEmpty() && shown != views) {
      differences.add(
          new Difference(
              "top pages",
              Difference.Kind.DIFFERS,
              key.websiteId() + "|" + key.minute(),
              page,
              Long.toString(views),
              Long.toString(shown)));
    }
  }

  private void note(String what, List<Difference> differences) {
    if (!differences.isEmpty()) {
      findings.add(
          differences.size()
              + " differences in "
              + what
              + ": "
              + differences.stream()
                  .limit(EXAMPLES)
                  .map(Difference::toString)
                  .collect(Collectors.joining("; ")));
    }
  }
}
