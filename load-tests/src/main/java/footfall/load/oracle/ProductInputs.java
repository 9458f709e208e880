package footfall.load.oracle;

import footfall.ingest.enrich.Enricher;
import footfall.load.topic.TopicRecord;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.HitDecoder;
import footfall.protocol.hit.Validation;
import java.nio.charset.StandardCharsets;

/**
 * Takes path, source, device and geography from the product's own enrichment: which of a session's
 * hits they come from is what the oracle decides, not what they are.
 */
public final class ProductInputs implements RecordReader.Enriching {
  private final Enricher enricher;

  public ProductInputs(Enricher enricher) {
    this.enricher = enricher;
  }

  @Override
  public Enrichment enrich(TopicRecord record) {
    byte[] type = record.headers().get("content-type");
    Validation validation =
        HitDecoder.decode(
            record.value(), type == null ? null : new String(type, StandardCharsets.UTF_8));
    if (validation instanceof Validation.Accepted accepted) {
      return enricher.enrich(accepted.hit());
    }
    throw new IllegalArgumentException(
        "record " + record.place() + " is refused although nobody spoiled it: " + validation);
  }
}
