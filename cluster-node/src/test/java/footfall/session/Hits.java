package footfall.session;

import footfall.protocol.hit.Custom;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.EventType;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.Transaction;
import java.util.UUID;

/** Hits for tests: only what the rules look at. */
final class Hits {
  private Hits() {}

  static UUID id(int number) {
    return new UUID(0x4000L, number);
  }

  static Hit pageview(String website, String visitor, String previous, int eventId, long client) {
    return of(
        EventType.PAGEVIEW, website, new Hit.Identity("", visitor, "", previous), eventId, client);
  }

  static Hit of(EventType type, String website, Hit.Identity identity, int eventId, long client) {
    return new Hit(
        1,
        website,
        type,
        id(eventId),
        client,
        0,
        identity,
        Hit.Action.NONE,
        Hit.Page.NONE,
        Hit.Client.NONE,
        Transaction.NONE,
        Custom.NONE);
  }

  static Enrichment on(String path) {
    return new Enrichment(
        path,
        Enrichment.Geography.UNKNOWN,
        Enrichment.Device.UNKNOWN,
        Enrichment.Traffic.DIRECT,
        false);
  }
}
