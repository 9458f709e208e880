package footfall.ingest;

/**
 * What the pipeline does.
 *
 * @param enrich off only to measure what enrichment costs; every hit then has {@code
 *     Enrichment.NONE}
 */
public record IngestSettings(boolean enrich) {
  public static final IngestSettings DEFAULT = new IngestSettings(true);
}
