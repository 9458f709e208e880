package footfall.api.collect;

import footfall.persistence.metadata.ClusterIdentity;
import footfall.persistence.metadata.Salts;
import footfall.persistence.metadata.WebsiteDirectory;
import footfall.persistence.metadata.WebsiteSettings;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the collector asks of the metadata for each hit, answered from memory.
 *
 * @param routeKey keys the hash that places hashed visitors
 * @param salts the secret of a UTC day, empty where it is not known
 * @param websites the settings of an id, defaults for one that is not known
 */
public record CollectSources(
    byte[] routeKey,
    Function<LocalDate, Optional<byte[]>> salts,
    Function<String, WebsiteSettings> websites) {

  public static CollectSources of(
      ClusterIdentity identity, Salts salts, WebsiteDirectory websites) {
    return new CollectSources(identity.routeKey(), salts::of, websites::settings);
  }
}
