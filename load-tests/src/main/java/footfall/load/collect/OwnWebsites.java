package footfall.load.collect;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import footfall.persistence.metadata.Metadata;
import footfall.persistence.metadata.MetadataException;
import footfall.persistence.metadata.Website;
import footfall.persistence.metadata.Websites;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The websites that traffic is sent to: made before, as {@code ./footfall website add} does. */
public final class OwnWebsites {
  /**
   * Domains below it belong to nobody (RFC 2606), so the dashboard says of every website there that
   * its visitors are simulated ({@code simulated.ts}).
   */
  private static final String SIMULATED = ".simulated.example";

  private OwnWebsites() {}

  /** A website for simulated visitors, which says so by its domain: demo.simulated.example. */
  public static Website simulated(String websiteId) {
    return Website.named(websiteId, websiteId.toLowerCase(Locale.ROOT) + SIMULATED);
  }

  /**
   * Makes those that are not there yet, in the PostgreSQL that {@code FOOTFALL_POSTGRES} and its
   * user and password name; one that is there keeps its settings.
   *
   * @throws IllegalStateException saying what to do, when PostgreSQL is away
   */
  public static void make(List<Website> websites) {
    inPostgres(
        metadata -> make(websites, metadata),
        "Or make the websites where the node runs, by ./footfall website add, and say --existing.");
  }

  /**
   * Does something in the PostgreSQL that the variables name.
   *
   * @param advice ends the message where that is away
   */
  static void inPostgres(Consumer<Metadata> work, String advice) {
    Config postgres = ConfigFactory.load().getConfig("footfall.postgres");
    try (Metadata metadata =
        Metadata.open(
            postgres.getString("url"),
            postgres.getString("user"),
            postgres.getString("password"))) {
      work.accept(metadata);
    } catch (MetadataException e) {
      throw new IllegalStateException(e.getMessage() + " " + advice, e);
    }
  }

  /** The same in the PostgreSQL at this address. */
  public static void make(List<Website> missing, String jdbcUrl, String user, String password) {
    try (Metadata metadata = Metadata.open(jdbcUrl, user, password)) {
      make(missing, metadata);
    }
  }

  private static void make(List<Website> missing, Metadata metadata) {
    Websites websites = new Websites(metadata);
    missing.forEach(websites::add);
  }
}
