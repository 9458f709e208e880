package footfall.api.collect;

import footfall.api.access.Access;
import footfall.persistence.metadata.ClusterIdentity;
import footfall.persistence.metadata.Salts;
import footfall.persistence.metadata.Website;
import footfall.persistence.metadata.WebsiteDirectory;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the collector asks of the metadata for each hit, answered from memory.
 *
 * @param routeKey keys the hashes that place hashed visitors and that choose whom sampling counts
 * @param salts the secret of a UTC day, empty where it is not known
 * @param websites the website of an id, empty where this node knows none
 * @param lookUp asks PostgreSQL for what has changed since; whether it answered, and never fails
 * @param access whose API key a request shows
 */
public record CollectSources(
    byte[] routeKey,
    Function<LocalDate, Optional<byte[]>> salts,
    Function<String, Optional<Website>> websites,
    Supplier<CompletionStage<Boolean>> lookUp,
    Access access) {

  public static CollectSources of(
      ClusterIdentity identity, Salts salts, WebsiteDirectory websites, Access access) {
    return new CollectSources(
        identity.routeKey(), salts::of, websites::find, websites::refresh, access);
  }
}
