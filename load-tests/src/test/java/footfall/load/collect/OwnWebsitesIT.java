package footfall.load.collect;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.localstack.Addresses;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.persistence.metadata.Metadata;
import footfall.persistence.metadata.Website;
import footfall.persistence.metadata.WebsiteSettings;
import footfall.persistence.metadata.Websites;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OwnWebsitesIT {
  @Test
  void websitesThatAreMissingAreMadeAndOneThatIsThereKeepsItsSettings() {
    try (LocalStack stack = LocalStack.forTests(Service.POSTGRES)) {
      Addresses at = stack.addresses();
      Website own =
          new Website(
              "own",
              "shop.example",
              new WebsiteSettings(true, false),
              "Europe/Berlin",
              "EUR",
              Website.Status.PAUSED);
      try (Metadata metadata =
          Metadata.open(at.postgresJdbcUrl(), at.postgresUser(), at.postgresPassword())) {
        Websites websites = new Websites(metadata);
        websites.add(own);

        for (int run = 0; run < 2; run++) {
          OwnWebsites.make(
              Stream.of("demo-1", "own", "demo-2").map(OwnWebsites::simulated).toList(),
              at.postgresJdbcUrl(),
              at.postgresUser(),
              at.postgresPassword());
        }

        assertThat(websites.all())
            .containsExactly(
                Website.named("demo-1", "demo-1.simulated.example"),
                Website.named("demo-2", "demo-2.simulated.example"),
                own);
      }
      // Cleanly: the backends of a killed server would still write into the data being deleted.
      stack.stop(Service.POSTGRES);
    }
  }
}
