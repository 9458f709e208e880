package footfall.api.collect;

import static footfall.api.collect.CollectorOnStack.hit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import footfall.localstack.Service;
import footfall.persistence.metadata.AuditEntry;
import footfall.persistence.metadata.Website;
import footfall.persistence.metadata.WebsiteSettings;
import footfall.persistence.metadata.Websites;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which websites a collector takes hits of, with a real PostgreSQL that says so. */
class UnknownWebsitesIT {
  private static CollectorOnStack collector;
  private static Websites websites;

  @BeforeAll
  static void start() {
    collector = new CollectorOnStack(UnknownWebsites.REFUSE);
    websites = new Websites(collector.metadata);
  }

  @AfterAll
  static void stop() {
    collector.close();
  }

  @Test
  void aWebsiteIsRefusedUntilItIsMadeAndTakenByTheNextHitThatLooks() {
    assertThat(collector.post(hit("made-later", "")).body()).contains("unknown_website");

    websites.add(Website.named("made-later", "example.org"));
    websites.add(Website.named("made-just-now", "example.org"));

    assertThat(collector.post(hit("made-just-now", "")).statusCode()).isEqualTo(202);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> collector.post(hit("made-later", "")).statusCode() == 202);
    assertThat(collector.of("made-just-now")).hasSize(1);
    assertThat(collector.of("made-later")).hasSize(1);
  }

  @Test
  void aWebsiteThatIsPausedTakesNothingWithinSeconds() {
    websites.add(Website.named("to-be-paused", "example.org"));
    assertThat(collector.post(hit("to-be-paused", "")).statusCode()).isEqualTo(202);

    pause("to-be-paused");

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> collector.post(hit("to-be-paused", "")).body().contains("paused_website"));
  }

  @Test
  void whilePostgresIsAwayKnownWebsitesAreServedAndUnknownOnesAreToTryAgain() {
    websites.add(Website.named("known", "example.org"));
    assertThat(collector.post(hit("known", "")).statusCode()).isEqualTo(202);

    collector.postgres.kill(Service.POSTGRES);
    try {
      HttpResponse<String> unknown = collector.post(hit("made-while-away", ""));
      assertThat(unknown.statusCode()).isEqualTo(503);
      assertThat(unknown.headers().firstValue("Retry-After")).contains("2");
      assertThat(collector.post(hit("known", "")).statusCode()).isEqualTo(202);
    } finally {
      collector.postgres.restart(Service.POSTGRES);
    }
    assertThat(collector.of("known")).hasSize(2);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> collector.post(hit("made-while-away", "")).body().contains("unknown_website"));
    assertThat(collector.of("made-while-away")).isEmpty();
  }

  private static void pause(String websiteId) {
    websites.change(
        websiteId,
        before ->
            new Website(
                before.websiteId(),
                before.domain(),
                WebsiteSettings.DEFAULT,
                before.timeZone(),
                before.currency(),
                Website.Status.PAUSED),
        AuditEntry.of(
            new AuditEntry.Actor(Optional.empty(), "test"), websiteId, "changed", websiteId));
  }
}
