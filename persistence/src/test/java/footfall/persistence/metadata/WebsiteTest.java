package footfall.persistence.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WebsiteTest {
  @Test
  void anIdMayHave64CharactersAndNoMore() {
    assertThat(Website.named("a".repeat(64), "example.org").websiteId()).hasSize(64);
    assertThatThrownBy(() -> Website.named("a".repeat(65), "example.org"))
        .hasMessageContaining("1 to 64");
    assertThatThrownBy(() -> Website.named("", "example.org")).hasMessageContaining("1 to 64");
    assertThatThrownBy(() -> Website.named("a:b", "example.org")).hasMessageContaining("a:b");
  }

  @Test
  void aWrongTimeZoneOrCurrencyOrAnEmptyDomainIsNamed() {
    assertThatThrownBy(() -> website(" ", "UTC", "EUR")).hasMessageContaining("domain");
    assertThatThrownBy(() -> website("a.org", "Mars/Olympus", "EUR"))
        .hasMessageContaining("Mars/Olympus");
    assertThatThrownBy(() -> website("a.org", "UTC", "euro")).hasMessageContaining("euro");
  }

  private static Website website(String domain, String timeZone, String currency) {
    return new Website(
        "a", domain, WebsiteSettings.DEFAULT, timeZone, currency, Website.Status.ACTIVE);
  }
}
