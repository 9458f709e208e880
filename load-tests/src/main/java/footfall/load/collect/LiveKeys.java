package footfall.load.collect;

import footfall.api.settings.NewApiKey;
import footfall.localstack.Addresses;
import footfall.persistence.metadata.ApiKeys;
import footfall.persistence.metadata.AuditEntry;
import footfall.persistence.metadata.Metadata;
import footfall.persistence.metadata.Websites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * API keys by which programs look at websites live, one for each: written to PostgreSQL as a node
 * writes those that an admin makes, so that no account is needed, and nodes let them in as any
 * other key, also while PostgreSQL is away.
 */
public final class LiveKeys {
  private static final AuditEntry.Actor BY = new AuditEntry.Actor(Optional.empty(), "load-tests");

  private final Map<String, String> byWebsite;

  private LiveKeys(Map<String, String> byWebsite) {
    this.byWebsite = byWebsite;
  }

  /** Makes them, and websites that are not there yet, in the PostgreSQL of these stores. */
  public static LiveKeys make(List<String> websiteIds, Addresses stores) {
    LiveKeys keys = new LiveKeys(new LinkedHashMap<>());
    try (Metadata metadata =
        Metadata.open(stores.postgresJdbcUrl(), stores.postgresUser(), stores.postgresPassword())) {
      keys.make(websiteIds, metadata);
    }
    return keys;
  }

  /**
   * The same in the PostgreSQL that {@code FOOTFALL_POSTGRES} and its user and password name.
   *
   * @throws IllegalStateException saying what to do, when PostgreSQL is away
   */
  public static LiveKeys make(List<String> websiteIds) {
    LiveKeys keys = new LiveKeys(new LinkedHashMap<>());
    OwnWebsites.inPostgres(
        metadata -> keys.make(websiteIds, metadata),
        "Name that of the node by FOOTFALL_POSTGRES, FOOTFALL_POSTGRES_USER and _PASSWORD.");
    return keys;
  }

  private void make(List<String> websiteIds, Metadata metadata) {
    Websites websites = new Websites(metadata);
    ApiKeys keys = new ApiKeys(metadata);
    for (String id : websiteIds) {
      websites.add(OwnWebsites.simulated(id));
      NewApiKey key = NewApiKey.of(id, "load-tests", List.of("live:read"), Instant.now());
      if (!key.addTo(keys, BY)) {
        throw new IllegalStateException(
            "Website %s has %d keys that work: revoke some.".formatted(id, ApiKeys.MOST));
      }
      byWebsite.put(id, key.secret());
    }
  }

  /**
   * The header {@code Authorization} of requests for a website of these.
   *
   * @throws IllegalArgumentException for any other
   */
  public String authorization(String websiteId) {
    String key = byWebsite.get(websiteId);
    if (key == null) {
      throw new IllegalArgumentException("no key was made for " + websiteId);
    }
    return "Bearer " + key;
  }

  /** Writes a line for each website, for {@link #read} in another process. */
  public Path write(Path file) throws IOException {
    return Files.write(
        file, byWebsite.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
  }

  public static LiveKeys read(Path file) throws IOException {
    Map<String, String> read = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      int space = line.indexOf(' ');
      read.put(line.substring(0, space), line.substring(space + 1));
    }
    return new LiveKeys(read);
  }
}
