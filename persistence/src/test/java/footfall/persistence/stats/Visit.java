package footfall.persistence.stats;

import footfall.persistence.clickhouse.EventRow;
import footfall.persistence.clickhouse.SessionRow;
import footfall.protocol.hit.EventType;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * A session as it truly was: the hits that it counted, whatever ids their rows carry.
 *
 * @param goals that it met and its row knows of
 */
record Visit(UUID id, List<EventRow> hits, List<UUID> goals) {
  private static final Comparator<EventRow> IN_ORDER =
      Comparator.comparingLong(EventRow::eventTime).thenComparingLong(EventRow::kafkaOffset);

  Visit {
    hits = hits.stream().sorted(IN_ORDER).toList();
  }

  EventRow first() {
    return hits.get(0);
  }

  long start() {
    return first().eventTime();
  }

  long seconds() {
    return (hits.get(hits.size() - 1).eventTime() - start()) / 1000;
  }

  /** That of the hit that opened it, which is the first in the log. */
  double samplingRate() {
    return hits.stream()
        .min(Comparator.comparingLong(EventRow::kafkaOffset))
        .orElseThrow()
        .samplingRate();
  }

  int count(EventType type) {
    return (int) hits.stream().filter(hit -> hit.hit().eventType() == type).count();
  }

  boolean isBounce() {
    return hits.size() == 1 && count(EventType.PAGEVIEW) == 1;
  }

  boolean isConversion() {
    return !goals.isEmpty() || count(EventType.TRANSACTION) > 0;
  }

  String entryPage() {
    return pages().isEmpty() ? "" : pages().get(0);
  }

  String exitPage() {
    return pages().isEmpty() ? "" : pages().get(pages().size() - 1);
  }

  private List<String> pages() {
    return hits.stream()
        .filter(hit -> hit.hit().eventType() == EventType.PAGEVIEW)
        .map(hit -> hit.enrichment().pagePath())
        .toList();
  }

  static BigDecimal revenue(EventRow hit) {
    return hit.hit().eventType() == EventType.TRANSACTION
        ? hit.hit().transaction().revenue().orElse(BigDecimal.ZERO)
        : BigDecimal.ZERO;
  }

  /** Its row when it has closed. */
  SessionRow row(long version) {
    return row(start(), version, false);
  }

  SessionRow row(long start, long version, boolean isDeleted) {
    EventRow by = first();
    return new SessionRow(
        id,
        by.hit().websiteId(),
        by.hit().identity().visitorId(),
        "",
        start,
        hits.get(hits.size() - 1).eventTime(),
        count(EventType.PAGEVIEW),
        count(EventType.EVENT),
        count(EventType.TRANSACTION),
        0,
        entryPage(),
        exitPage(),
        by.enrichment().traffic().source(),
        by.enrichment().traffic().medium(),
        by.enrichment().traffic().campaign(),
        by.enrichment().device().type(),
        by.enrichment().device().browser(),
        by.enrichment().device().os(),
        by.enrichment().geography().country(),
        by.enrichment().geography().city(),
        isBounce(),
        isConversion(),
        version,
        isDeleted,
        samplingRate(),
        goals);
  }
}
