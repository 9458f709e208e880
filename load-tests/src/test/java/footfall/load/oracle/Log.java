package footfall.load.oracle;

import footfall.protocol.hit.Enrichment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A partition's log written by hand: each call appends one record, times in seconds. */
final class Log {
  /** A beginning far from zero, s. */
  static final long T = 1_000_000;

  static final String SITE = "w";

  private final List<LogEntry> entries = new ArrayList<>();

  static UUID eventId(long number) {
    return new UUID(0, number);
  }

  Log tick(long at) {
    entries.add(LogEntry.tick(0, entries.size(), at * 1000, Optional.empty()));
    return this;
  }

  Log ticks(long from, int seconds) {
    for (long at = from + 10; at <= from + seconds; at += 10) {
      tick(at);
    }
    return this;
  }

  Log refused(long at, String reason) {
    entries.add(LogEntry.refused(0, entries.size(), at * 1000, reason));
    return this;
  }

  Log hit(long at, String key, long eventId, long client) {
    return hit(at, SITE, key, eventId, client, "");
  }

  Log hit(long at, String site, String key, long eventId, long client, String previous) {
    return add(at, site, key, eventId, client, previous, "pageview", "", 0, Enrichment.NONE);
  }

  Log transaction(long at, String key, long eventId, long client, String user, long revenue) {
    return add(at, SITE, key, eventId, client, "", "transaction", user, revenue, Enrichment.NONE);
  }

  Log page(long at, String key, long eventId, long client, Enrichment enrichment) {
    return add(at, SITE, key, eventId, client, "", "pageview", "", 0, enrichment);
  }

  private Log add(
      long at,
      String site,
      String key,
      long eventId,
      long client,
      String previous,
      String type,
      String user,
      long revenue,
      Enrichment enrichment) {
    entries.add(
        LogEntry.of(
            new LoggedHit(
                0,
                entries.size(),
                at * 1000,
                site,
                key,
                previous,
                eventId(eventId),
                type,
                "",
                client * 1000,
                key,
                user,
                revenue,
                enrichment)));
    return this;
  }

  List<LogEntry> entries() {
    return List.copyOf(entries);
  }

  Expected recount() {
    return new Oracle(OracleSettings.PRODUCTION).recount(entries);
  }

  Expected recount(OracleSettings settings) {
    return new Oracle(settings).recount(entries);
  }
}
