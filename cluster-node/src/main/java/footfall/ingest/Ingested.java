package footfall.ingest;

import footfall.protocol.hit.DropReason;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.Hit;

/** What became of one record of topic {@code events}. */
public sealed interface Ingested {
  record Accepted(Hit hit, Enrichment enrichment) implements Ingested {}

  /** Refused, with a sentence that says why; goes to topic {@code events-rejected}. */
  record Rejected(DropReason reason, String detail) implements Ingested {}
}
