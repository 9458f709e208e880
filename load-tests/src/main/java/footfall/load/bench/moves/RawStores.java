package footfall.load.bench.moves;

import footfall.load.scenario.ClickHouseRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What ClickHouse holds of the hits, counted past the product's code. */
final class RawStores {
  private static final String OF_TRAFFIC = "website_id LIKE 'demo%'";
  private static final String COUNTS = "NOT is_bot AND NOT is_late AND NOT is_duplicate";

  private final ClickHouseRows clickHouse;

  RawStores(ClickHouseRows clickHouse) {
    this.clickHouse = clickHouse;
  }

  /** Raw rows, those that were stored again left out. */
  long rows() throws IOException, InterruptedException {
    return clickHouse.number("SELECT count() FROM events FINAL");
  }

  /** Hits in sessions that have closed. */
  long inSessions() throws IOException, InterruptedException {
    return clickHouse.number(
        "SELECT sum(pageviews + events + transactions) FROM sessions FINAL WHERE NOT is_deleted");
  }

  /** Hits that sessions must hold. */
  long counted() throws IOException, InterruptedException {
    return clickHouse.number("SELECT count() FROM events FINAL WHERE " + COUNTS);
  }

  /**
   * Holds all hits against their rows.
   *
   * @param traffic event ids that Kafka has acknowledged; all are of websites {@code demo...}
   * @param others hits of other websites
   * @return one sentence for each thing that is not as it must be
   */
  List<String> check(Set<UUID> traffic, long others) throws IOException, InterruptedException {
    List<String> findings = new ArrayList<>();
    expect(findings, "raw rows", traffic.size() + others, rows());
    expect(
        findings,
        "records of the topic among them",
        traffic.size() + others,
        clickHouse.number("SELECT uniqExact(kafka_partition, kafka_offset) FROM events FINAL"));
    expect(
        findings,
        "event ids among them",
        traffic.size() + others,
        clickHouse.number("SELECT uniqExact(event_id) FROM events FINAL"));
    expect(
        findings,
        "rows of the traffic marked as copies or late",
        0,
        clickHouse.number(
            "SELECT countIf(is_duplicate OR is_late) FROM events FINAL WHERE " + OF_TRAFFIC));
    expect(findings, "hits in sessions", counted(), inSessions());
    expect(
        findings,
        "sessions of one id and version that differ",
        0,
        clickHouse.number(
            "SELECT count() FROM (SELECT session_id, version FROM (SELECT DISTINCT * FROM sessions)"
                + " GROUP BY website_id, session_id, version HAVING count() > 1)"));
    findings.addAll(strangers(traffic));
    return findings;
  }

  private static void expect(List<String> findings, String what, long expected, long found) {
    if (expected != found) {
      findings.add("%s: %,d instead of %,d".formatted(what, found, expected));
    }
  }

  /** Rows of hits that were never sent; with the numbers right, each stands for one lost. */
  private List<String> strangers(Set<UUID> traffic) throws IOException, InterruptedException {
    long strangers = 0;
    for (Map<String, String> part :
        clickHouse.select("SELECT DISTINCT kafka_partition FROM events FINAL")) {
      for (Map<String, String> row :
          clickHouse.select(
              "SELECT toString(event_id) AS id FROM events FINAL WHERE "
                  + OF_TRAFFIC
                  + " AND kafka_partition = "
                  + part.get("kafka_partition"))) {
        strangers += traffic.contains(UUID.fromString(row.get("id"))) ? 0 : 1;
      }
    }
    return strangers == 0 ? List.of() : List.of("%,d rows of hits never sent".formatted(strangers));
  }

  /** Pageviews that a live page of a website must show, if all are of the last half hour. */
  long pageviews(String websiteId) throws IOException, InterruptedException {
    return clickHouse.number(
        "SELECT count() FROM events FINAL WHERE event_type = 'pageview' AND website_id = '%s' AND %s"
            .formatted(websiteId, COUNTS));
  }
}
