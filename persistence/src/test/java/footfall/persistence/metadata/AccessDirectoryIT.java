package footfall.persistence.metadata;

import static footfall.persistence.metadata.AccountRows.ANN;
import static footfall.persistence.metadata.AccountRows.account;
import static footfall.persistence.metadata.AccountRows.entry;
import static footfall.persistence.metadata.AccountRows.hash;
import static footfall.persistence.metadata.AccountRows.later;
import static footfall.persistence.metadata.AccountRows.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import footfall.protocol.counting.CountingRules;
import footfall.protocol.counting.Goal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AccessDirectoryIT {
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension static final PostgresForTests postgres = new PostgresForTests();

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private Metadata metadata;
  private Websites websites;

  @BeforeEach
  void start() {
    metadata = postgres.metadata();
    websites = new Websites(metadata);
  }

  @Test
  void countingRulesHaveAHigherVersionAfterEachChangeOfGoalsAndFilterAndAfterNoOther() {
    websites.add(Website.named("site", "example.org"));
    websites.add(Website.named("other", "example.com"));
    WebsiteParts goals = new WebsiteParts(metadata, PartTable.GOALS);
    UUID id = UUID.randomUUID();
    try (CountingDirectory directory = CountingDirectory.start(websites, OFTEN)) {
      List<CountingRules> first = directory.rules();
      assertThat(first).extracting(CountingRules::websiteId).containsExactly("other", "site");
      assertThat(first).allMatch(CountingRules::areUsual);

      goals.add(
          "site",
          new WebsiteParts.Part(id, AccountRows.goal("event", "begins_with", "sign")),
          entry());
      CountingRules added = after(directory, first.get(1));
      assertThat(added.goals())
          .containsExactly(
              new Goal(id, Goal.Type.EVENT, Optional.of(Goal.Match.BEGINS_WITH), "sign", 0));
      assertThat(directory.rules().get(0)).as("the other website").isEqualTo(first.get(0));

      filterBots(false);
      CountingRules unfiltered = after(directory, added);
      assertThat(unfiltered.filterBots()).isFalse();
      goals.change("site", id, AccessDirectoryIT::paused, entry());
      CountingRules paused = after(directory, unfiltered);
      assertThat(paused.goals()).isEmpty();
      goals.remove("site", id, entry());
      CountingRules removed = after(directory, paused);
      List<CountingRules> held = directory.rules();
      websites.change(
          "site",
          site -> new Website("site", "example.net", site.settings(), "UTC", "EUR", site.status()),
          entry());
      filterBots(true);
      assertThat(after(directory, removed).areUsual()).isTrue();
      assertThat(held.get(1).version()).isEqualTo(removed.version());
    }
  }

  private CountingRules after(CountingDirectory directory, CountingRules before) {
    await()
        .untilAsserted(
            () -> assertThat(directory.rules().get(1).version()).isGreaterThan(before.version()));
    return directory.rules().get(1);
  }

  private void filterBots(boolean filter) {
    websites.change(
        "site",
        site ->
            new Website(
                "site",
                site.domain(),
                new WebsiteSettings(false, filter),
                site.timeZone(),
                site.currency(),
                site.status()),
        entry());
  }

  private static Map<String, Object> paused(Map<String, Object> goal) {
    Map<String, Object> paused = new LinkedHashMap<>(goal);
    paused.put("is_active", false);
    return paused;
  }

  @Test
  void theDirectoryLearnsOfEveryKindOfChange() {
    account(metadata, ANN);
    websites.add(Website.named("site", "example.org"), ANN.userId(), entry());
    try (AccessDirectory directory = AccessDirectory.start(metadata, Clock.systemUTC(), OFTEN)) {
      assertThat(directory.roles(ANN.userId())).containsEntry("site", Role.OWNER);
      assertThat(directory.user(ANN.userId())).contains(ANN);

      UserSessions sessions = new UserSessions(metadata);
      UserSession session = session(now, hash('s'));
      sessions.begin(session, "$argon2id$x");
      await().until(() -> directory.session(hash('s')).equals(Optional.of(session)));
      assertThat(sessions.rotate(session.sessionId(), hash('s'), hash('t'), now, later(now)))
          .isTrue();
      assertThat(sessions.rotate(session.sessionId(), hash('s'), hash('u'), now, later(now)))
          .as("rotated by another")
          .isFalse();
      await().until(() -> directory.session(hash('t')).isPresent());
      assertThat(directory.session(hash('s'))).as("for a minute").isPresent();
      sessions.end(session.sessionId());
      await().until(() -> directory.session(hash('t')).isEmpty());

      ApiKeys keys = new ApiKeys(metadata);
      UUID keyId = UUID.randomUUID();
      keys.add(key(keyId), hash('k'), entry());
      await().until(() -> directory.key(hash('k')).isPresent());
      assertThat(directory.key(hash('k')).orElseThrow().scopes()).isEqualTo(Set.of("stats:read"));
      directory.used(keyId);
      await().until(() -> keys.list("site").get(0).lastUsedAt().isPresent());
      assertThat(keys.revoke("site", keyId, now, prefix -> entry())).isTrue();
      await().until(() -> directory.key(hash('k')).isEmpty());

      SharedLinks links = new SharedLinks(metadata);
      String linkId = "l".repeat(22);
      links.add(
          new SharedLinks.SharedLink(linkId, "site", "press", Optional.of("$argon2id$x"), now),
          entry());
      links.open(linkId, hash('o'), later(now));
      await().until(() -> directory.shared(linkId, Optional.of(hash('o'))).isPresent());
      assertThat(directory.shared(linkId, Optional.empty())).isEmpty();
      assertThat(links.remove("site", linkId, entry())).isTrue();
      await().until(() -> directory.shared(linkId, Optional.of(hash('o'))).isEmpty());

      websites.change("site", AccessDirectoryIT::deleted, entry());
      await().until(() -> directory.roles(ANN.userId()).isEmpty());
      assertThat(directory.domain("site")).isEmpty();
    }
  }

  @Test
  void theDirectoryServesWhilePostgresIsAwayAndLearnsWhenItIsBack() {
    account(metadata, ANN);
    websites.add(Website.named("site", "example.org"), ANN.userId(), entry());
    try (AccessDirectory directory = AccessDirectory.start(metadata, Clock.systemUTC(), OFTEN)) {
      postgres.goAway();
      assertThat(directory.refresh().toCompletableFuture().join()).isFalse();
      assertThat(directory.roles(ANN.userId())).containsEntry("site", Role.OWNER);

      postgres.comeBack();
      await().atMost(PATIENCE).until(metadata::reachable);
      websites.add(Website.named("later", "example.net"), ANN.userId(), entry());

      await().atMost(PATIENCE).until(() -> directory.roles(ANN.userId()).containsKey("later"));
    }
  }

  private static Website deleted(Website website) {
    return new Website(
        website.websiteId(),
        website.domain(),
        website.settings(),
        website.timeZone(),
        website.currency(),
        Website.Status.DELETED);
  }

  private ApiKeys.ApiKey key(UUID id) {
    return new ApiKeys.ApiKey(
        id,
        "site",
        "a script",
        "ffk_abcdef",
        List.of("stats:read"),
        now,
        Optional.empty(),
        Optional.empty());
  }
}
