package footfall.persistence.metadata;

/** What ingest needs to know of a website; {@link #DEFAULT} serves for an id that no row names. */
public record WebsiteSettings(boolean anonymizeIp, boolean filterBots) {
  public static final WebsiteSettings DEFAULT = new WebsiteSettings(false, true);
}
