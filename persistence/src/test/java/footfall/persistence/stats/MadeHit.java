package footfall.persistence.stats;

import footfall.persistence.clickhouse.EventRow;
import footfall.protocol.hit.Custom;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.EventType;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.Transaction;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes rows of {@code events}, each at the next offset; what is not set is plain. */
final class MadeHit {
  private static long offsets;

  String website = "site";
  EventType type = EventType.PAGEVIEW;
  Hit.Identity identity = new Hit.Identity("", "visitor", "", "");
  String path = "/";
  String eventName = "";
  Optional<BigDecimal> revenue = Optional.empty();
  Map<String, String> props = Map.of();
  Map<Integer, String> dimensions = Map.of();
  Enrichment.Geography place = Enrichment.Geography.UNKNOWN;
  Enrichment.Device device = Enrichment.Device.UNKNOWN;
  Enrichment.Traffic traffic = Enrichment.Traffic.DIRECT;
  boolean bot;
  long delay = 40;
  double samplingRate = 1;

  /** A row of a hit at epoch ms {@code time}; {@code session} null where none counted it. */
  EventRow at(long time, UUID session) {
    return row(time, session, false, session == null && !bot);
  }

  /** A copy of a hit that its session knew. */
  EventRow copyAt(long time, UUID session) {
    return row(time, session, true, false);
  }

  private EventRow row(long time, UUID session, boolean duplicate, boolean late) {
    long offset = offsets++;
    Hit hit =
        new Hit(
            1,
            website,
            type,
            new UUID(17, offset),
            time,
            0,
            identity,
            new Hit.Action(eventName, "", "", "", Optional.empty()),
            Hit.Page.NONE,
            Hit.Client.NONE,
            new Transaction("", revenue, Optional.empty(), Optional.empty(), "EUR", List.of()),
            new Custom(dimensions, Map.of(), props));
    Enrichment enrichment = new Enrichment(path, place, device, traffic, bot);
    return new EventRow(
        hit,
        enrichment,
        time + delay,
        time,
        true,
        session,
        duplicate,
        late,
        0,
        offset,
        samplingRate);
  }
}
