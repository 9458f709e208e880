package footfall.session;

import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.Hit;
import footfall.protocol.live.LiveFrame.RecentHit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The last hits of the websites heard of lately, so that a page that is opened shows at once what
 * has just happened. Keeps the hits themselves and describes them only when asked: most websites
 * nobody watches.
 */
final class LastHits {
  private static final int MOST_WEBSITES = 500;
  private static final int MOST_HITS = 20;

  /** A ring of the last hits of one website. */
  private static final class Ring {
    private final RecentHit[] kept = new RecentHit[MOST_HITS];
    private long added;

    void add(RecentHit hit) {
      kept[(int) (added++ % MOST_HITS)] = hit;
    }

    /** Those after the first so many; all where fewer were ever added: the ring is a new one. */
    List<RecentHit> newestLast(long after) {
      List<RecentHit> all = new ArrayList<>();
      long from = after > added ? 0 : after;
      for (long i = Math.max(from, added - MOST_HITS); i < added; i++) {
        all.add(kept[(int) (i % MOST_HITS)]);
      }
      return all;
    }
  }

  private final Map<String, Ring> websites =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Ring> eldest) {
          return size() > MOST_WEBSITES;
        }
      };

  void add(Hit hit, Enrichment enrichment, long eventTime, List<UUID> goals) {
    websites
        .computeIfAbsent(hit.websiteId(), id -> new Ring())
        .add(described(hit, enrichment, eventTime, goals));
  }

  /** How many hits of a website have been added. */
  long added(String websiteId) {
    Ring ring = websites.get(websiteId);
    return ring == null ? 0 : ring.added;
  }

  /** The hits of a website after the first so many, at most 20, newest last. */
  List<RecentHit> of(String websiteId, long after) {
    Ring ring = websites.get(websiteId);
    return ring == null ? List.of() : ring.newestLast(after);
  }

  private static RecentHit described(
      Hit hit, Enrichment enrichment, long eventTime, List<UUID> goals) {
    return new RecentHit(
        eventTime,
        hit.eventType().wire(),
        hit.action().name(),
        enrichment.pagePath(),
        enrichment.geography().country(),
        enrichment.geography().city(),
        enrichment.traffic().source(),
        enrichment.device().type(),
        enrichment.device().browser(),
        goals.isEmpty() ? List.of() : goals.stream().map(UUID::toString).toList());
  }
}
