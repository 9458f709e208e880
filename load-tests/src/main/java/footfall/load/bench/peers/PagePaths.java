package footfall.load.bench.peers;

import footfall.load.oracle.RecordReader;
import footfall.load.topic.TopicRecord;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.HitDecoder;
import footfall.protocol.hit.Validation;
import java.net.URI;

/** What is known of a hit with enrichment off: the path of its page, read by java.net.URI. */
public final class PagePaths implements RecordReader.Enriching {
  @Override
  public Enrichment enrich(TopicRecord record) {
    if (HitDecoder.decode(record.value(), null) instanceof Validation.Accepted accepted) {
      return of(accepted.hit());
    }
    throw new IllegalArgumentException("record " + record.place() + " is no hit");
  }

  private static Enrichment of(Hit hit) {
    Enrichment none = Enrichment.NONE;
    if (hit.page().url().isEmpty()) {
      return none;
    }
    String path = URI.create(hit.page().url()).getRawPath();
    return new Enrichment(
        path.isEmpty() ? "/" : path, none.geography(), none.device(), none.traffic(), false);
  }
}
