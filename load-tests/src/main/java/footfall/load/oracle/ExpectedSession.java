package footfall.load.oracle;

import footfall.protocol.hit.Enrichment;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * A session with every column that {@code sessions} should show; times are epoch ms.
 *
 * @param revenue in ten-thousandths
 * @param goals ids of those it has met, sorted
 * @param version generation x 2^44 + offset of the record that closed it; -1 while it is open
 */
public record ExpectedSession(
    UUID sessionId,
    String websiteId,
    String visitorId,
    String userId,
    long start,
    long end,
    int pageviews,
    int events,
    int transactions,
    long revenue,
    String landingPage,
    String exitPage,
    Enrichment first,
    List<String> goals,
    long version) {

  private static final int GENERATION_BITS = 44;
  private static final long OPEN = -1;

  static ExpectedSession open(GatheredSession session) {
    return of(session, OPEN);
  }

  static ExpectedSession closed(GatheredSession session, long generation, long closedBy) {
    return of(session, (generation << GENERATION_BITS) + closedBy);
  }

  private static ExpectedSession of(GatheredSession session, long version) {
    List<LoggedHit> hits = session.inOrder();
    List<String> paths =
        hits.stream().filter(LoggedHit::isPageview).map(h -> h.enrichment().pagePath()).toList();
    return new ExpectedSession(
        session.id,
        session.opener.websiteId(),
        firstKnown(hits, LoggedHit::visitorId),
        firstKnown(hits, LoggedHit::userId),
        hits.get(0).eventTime(),
        hits.get(hits.size() - 1).eventTime(),
        paths.size(),
        count(hits, "event"),
        count(hits, "transaction"),
        revenue(hits),
        paths.isEmpty() ? "" : paths.get(0),
        paths.isEmpty() ? "" : paths.get(paths.size() - 1),
        hits.get(0).enrichment(),
        List.copyOf(session.goals),
        version);
  }

  private static String firstKnown(List<LoggedHit> hits, Function<LoggedHit, String> field) {
    return hits.stream().map(field).filter(v -> !v.isEmpty()).findFirst().orElse("");
  }

  private static int count(List<LoggedHit> hits, String type) {
    return (int) hits.stream().filter(h -> h.eventType().equals(type)).count();
  }

  private static long revenue(List<LoggedHit> hits) {
    return hits.stream()
        .filter(h -> h.eventType().equals("transaction"))
        .mapToLong(LoggedHit::revenue)
        .sum();
  }

  public boolean isBounce() {
    return pageviews == 1 && events == 0 && transactions == 0;
  }

  public boolean isConversion() {
    return transactions > 0 || !goals.isEmpty();
  }

  /** In whole seconds, rounded down. */
  public long durationSeconds() {
    return (end - start) / 1000;
  }
}
