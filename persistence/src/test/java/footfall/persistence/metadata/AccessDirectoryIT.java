package footfall.persistence.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessDirectoryIT {
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AuditEntry.Actor ACTOR =
      new AuditEntry.Actor(Optional.empty(), "ann@example.org");
  private static final User ANN = new User(UUID.randomUUID(), "ann@example.org", "Ann");

  private static PostgresForTests postgres;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private Metadata metadata;
  private Websites websites;

  @BeforeAll
  static void startServer() {
    postgres = new PostgresForTests();
  }

  @AfterAll
  static void stopServer() {
    postgres.close();
  }

  @BeforeEach
  void start() {
    postgres.startAfresh();
    metadata = postgres.open();
    websites = new Websites(metadata);
  }

  @AfterEach
  void stop() {
    metadata.close();
  }

  @Test
  void theWebsitesDirectoryHoldsActiveGoalsAsTheyAreNow() {
    websites.add(Website.named("site", "example.org"));
    WebsiteParts goals = new WebsiteParts(metadata, PartTable.GOALS);
    UUID id = UUID.randomUUID();
    try (WebsiteDirectory directory = WebsiteDirectory.start(websites, OFTEN)) {
      assertThat(directory.goals("site")).isEmpty();
      goals.add("site", new WebsiteParts.Part(id, goal("event", "begins_with", "sign")), entry());
      await().until(() -> directory.goals("site").size() == 1);
      assertThat(directory.goals("site"))
          .containsExactly(
              new Goal(
                  id,
                  "site",
                  "bought",
                  Goal.Type.EVENT,
                  Optional.of(Goal.Match.BEGINS_WITH),
                  "sign",
                  0,
                  Optional.of(new BigDecimal("12.5000"))));

      goals.change("site", id, AccessDirectoryIT::paused, entry());
      await().until(() -> directory.goals("site").isEmpty());
    }
  }

  private static Map<String, Object> paused(Map<String, Object> goal) {
    Map<String, Object> paused = new LinkedHashMap<>(goal);
    paused.put("is_active", false);
    return paused;
  }

  @Test
  void theDirectoryLearnsOfEveryKindOfChange() {
    account(ANN);
    websites.add(Website.named("site", "example.org"), ANN.userId(), entry());
    try (AccessDirectory directory = AccessDirectory.start(metadata, Clock.systemUTC(), OFTEN)) {
      assertThat(directory.roles(ANN.userId())).containsEntry("site", Role.OWNER);
      assertThat(directory.user(ANN.userId())).contains(ANN);

      UserSessions sessions = new UserSessions(metadata);
      UserSession session = session(hash('s'));
      sessions.begin(session, "$argon2id$x");
      await().until(() -> directory.session(hash('s')).equals(Optional.of(session)));
      assertThat(sessions.rotate(session.sessionId(), hash('s'), hash('t'), now, later())).isTrue();
      assertThat(sessions.rotate(session.sessionId(), hash('s'), hash('u'), now, later()))
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
      assertThat(keys.revoke("site", keyId, now, entry())).isTrue();
      await().until(() -> directory.key(hash('k')).isEmpty());

      SharedLinks links = new SharedLinks(metadata);
      String linkId = "l".repeat(22);
      links.add(
          new SharedLinks.SharedLink(linkId, "site", "press", Optional.of("$argon2id$x"), now),
          entry());
      links.open(linkId, hash('o'), later());
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
    account(ANN);
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

  private Map<String, Object> goal(String type, String match, String pattern) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", "bought");
    values.put("goal_type", type);
    values.put("match_type", match);
    values.put("pattern", pattern);
    values.put("threshold", null);
    values.put("value", new BigDecimal("12.5000"));
    values.put("is_active", true);
    return values;
  }

  private void account(User user) {
    metadata.ask(
        "add an account",
        connection -> {
          Users.insert(connection, with(user));
          return null;
        });
  }

  private static Users.WithPassword with(User user) {
    return new Users.WithPassword(user, "$argon2id$x");
  }

  private UserSession session(String hash) {
    return new UserSession(
        UUID.randomUUID(), ANN.userId(), hash, "c".repeat(43), now, now, later());
  }

  private Instant later() {
    return now.plus(Duration.ofDays(1));
  }

  private static AuditEntry entry() {
    return AuditEntry.of(ACTOR, "site", "tested", "it");
  }

  private static String hash(char letter) {
    return String.valueOf(letter).repeat(43);
  }
}
