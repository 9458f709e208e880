package footfall.persistence.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountsIT {
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AuditEntry.Actor ACTOR =
      new AuditEntry.Actor(Optional.empty(), "ann@example.org");
  private static final User ANN = new User(UUID.randomUUID(), "ann@example.org", "Ann");
  private static final User BOB = new User(UUID.randomUUID(), "bob@example.org", "Bob");

  private static PostgresForTests postgres;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private Metadata metadata;
  private Users users;
  private Websites websites;
  private Members members;

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
    users = new Users(metadata);
    websites = new Websites(metadata);
    members = new Members(metadata);
  }

  @AfterEach
  void stop() {
    metadata.close();
  }

  @Test
  void theSetUpLinkMakesOneAccountWhichOwnsWhatThereIs() {
    websites.add(Website.named("site", "example.org"));
    users.offerSetUp(hash('a'));
    users.offerSetUp(hash('b'));

    assertThat(users.setUp(with(ANN), hash('a'), entry())).as("the older link").isFalse();
    assertThat(users.isEmpty()).isTrue();
    assertThat(users.setUp(with(ANN), hash('b'), entry())).isTrue();
    users.offerSetUp(hash('c'));

    assertThat(users.setUp(with(BOB), hash('b'), entry())).as("used up").isFalse();
    assertThat(users.setUp(with(BOB), hash('c'), entry())).as("never offered").isFalse();
    assertThat(members.list("site"))
        .extracting(Members.Member::user, Members.Member::role)
        .containsExactly(tuple(ANN, Role.OWNER));
  }

  @Test
  void ofTwoWhoUseTheSetUpLinkAtOnceOneIsMade() throws Exception {
    websites.add(Website.named("site", "example.org"));
    users.offerSetUp(hash('a'));

    assertThat(
            together(
                () -> users.setUp(with(ANN), hash('a'), entry()),
                () -> users.setUp(with(BOB), hash('a'), entry())))
        .containsExactlyInAnyOrder(true, false);
  }

  @Test
  void theLastOwnerOfAWebsiteStaysAlsoWhenTwoLeaveAtOnce() throws Exception {
    twoOwners();

    assertThat(together(() -> leaves(ANN), () -> leaves(BOB)))
        .containsExactlyInAnyOrder(true, false);

    Members.Member left = members.list("site").get(0);
    assertThatThrownBy(
            () -> members.change("site", left.user().userId(), Role.OWNER, Role.ADMIN, entry()))
        .isInstanceOfSatisfying(
            MetadataException.class, e -> assertThat(e.violated()).contains(Members.LAST_OWNER));
    assertThat(members.list("site")).containsExactly(left);
  }

  @Test
  void anInviteServesOnceAndNeverLowersARole() {
    account(ANN);
    websites.add(Website.named("site", "example.org"), ANN.userId(), entry());
    Invites invites = new Invites(metadata);
    Invites.Invite forViewer = invite(Role.VIEWER);
    Invites.Invite forEditor = invite(Role.EDITOR);
    invites.add(forViewer, hash('v'), entry());
    invites.add(forEditor, hash('e'), entry());

    assertThat(invites.find(hash('v'), now)).contains(forViewer);
    assertThat(invites.find(hash('v'), forViewer.expiresAt())).isEmpty();
    assertThat(invites.accept(forEditor, with(BOB), now, entry())).isTrue();
    assertThat(invites.accept(forEditor, BOB.userId(), now, entry())).isFalse();
    assertThat(invites.accept(forViewer, BOB.userId(), now, entry())).isTrue();

    assertThat(members.role("site", BOB.userId())).contains(Role.EDITOR);
    assertThat(invites.open("site", now)).isEmpty();
  }

  @Test
  void anInviteThatSomebodyElseTookMakesNoAccount() {
    account(ANN);
    websites.add(Website.named("site", "example.org"), ANN.userId(), entry());
    Invites invites = new Invites(metadata);
    Invites.Invite invite = invite(Role.VIEWER);
    invites.add(invite, hash('v'), entry());
    invites.accept(invite, ANN.userId(), now, entry());

    assertThat(invites.accept(invite, with(BOB), now, entry())).isFalse();

    assertThat(users.find(BOB.email())).isEmpty();
  }

  @Test
  void failuresLockForTwiceAsLongEachTimeUntilTheLongest() {
    SignInAttempts attempts = new SignInAttempts(metadata);
    var account = List.of(new SignInAttempts.Subject("account:a@b", 3, Duration.ofSeconds(5)));
    assertThat(attempts.begin(account, now)).isEmpty();
    assertThat(attempts.begin(account, now)).isEmpty();
    Instant time = now;
    for (int seconds : new int[] {1, 2, 4, 5, 5}) {
      assertThat(attempts.begin(account, time)).isEmpty();
      assertThat(attempts.begin(account, time)).contains(Duration.ofSeconds(seconds));
      time = time.plusSeconds(seconds);
    }
    assertThat(attempts.begin(account, time.plus(Duration.ofDays(2)))).isEmpty();
    assertThat(attempts.begin(account, time.plus(Duration.ofDays(2)))).isEmpty();
  }

  @Test
  void aPeerThatIsLockedCostsAnAccountNoAttemptAndASuccessForgivesTheAccountOnly() {
    SignInAttempts attempts = new SignInAttempts(metadata);
    var account = new SignInAttempts.Subject("account:a@b", 3, Duration.ofMinutes(1));
    var peer = new SignInAttempts.Subject("peer:1", 2, Duration.ofMinutes(1));
    assertThat(attempts.begin(List.of(account, peer), now)).isEmpty();
    attempts.succeeded(List.of(account, peer));
    assertThat(attempts.begin(List.of(account, peer), now)).isEmpty();
    assertThat(attempts.begin(List.of(account, peer), now)).isEmpty();

    assertThat(attempts.begin(List.of(account, peer), now)).contains(Duration.ofSeconds(1));
    assertThat(attempts.begin(List.of(account, peer), now)).contains(Duration.ofSeconds(1));

    var elsewhere = new SignInAttempts.Subject("peer:2", 2, Duration.ofMinutes(1));
    assertThat(attempts.begin(List.of(account, elsewhere), now)).isEmpty();
    assertThat(attempts.begin(List.of(account, elsewhere), now)).isPresent();
  }

  @Test
  void ofManyAttemptsAtOnceNoMorePassThanAreFree() throws Exception {
    SignInAttempts attempts = new SignInAttempts(metadata);
    var account = List.of(new SignInAttempts.Subject("account:a@b", 2, Duration.ofMinutes(1)));
    Callable<Boolean> attempt = () -> attempts.begin(account, now).isEmpty();

    assertThat(together(attempt, attempt, attempt, attempt))
        .containsExactlyInAnyOrder(true, true, false, false);
  }

  @Test
  void partsKeepTheirFormInPostgresItself() {
    account(ANN);
    websites.add(Website.named("site", "example.org"), ANN.userId(), entry());
    WebsiteParts goals = new WebsiteParts(metadata, PartTable.GOALS);
    Map<String, Object> bought = goal("destination", "equals", "/thanks");
    WebsiteParts.Part part = new WebsiteParts.Part(UUID.randomUUID(), bought);
    assertThat(goals.add("site", part, entry())).isTrue();
    assertThat(goals.list("site")).containsExactly(part);

    assertThatThrownBy(
            () -> goals.add("site", new WebsiteParts.Part(UUID.randomUUID(), bought), entry()))
        .isInstanceOfSatisfying(
            MetadataException.class, e -> assertThat(e.violated()).contains("goals_name"));
    assertThatThrownBy(
            () ->
                goals.change(
                    "site", part.id(), before -> goal("duration", "equals", "/thanks"), entry()))
        .isInstanceOfSatisfying(
            MetadataException.class, e -> assertThat(e.violated()).contains("goals_form"));
    assertThat(goals.change("other", part.id(), before -> before, entry())).isEmpty();
    assertThat(goals.remove("other", part.id(), entry())).isFalse();
    assertThat(goals.list("site")).containsExactly(part);
    assertThat(goals.remove("site", part.id(), entry())).isTrue();
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

      goals.change("site", id, AccountsIT::paused, entry());
      await().until(() -> directory.goals("site").isEmpty());
    }
  }

  private static Map<String, Object> paused(Map<String, Object> goal) {
    Map<String, Object> paused = new LinkedHashMap<>(goal);
    paused.put("is_active", false);
    return paused;
  }

  @Test
  void whatWasChangedIsInTheAuditLogWhichNobodyCanChange() {
    account(ANN);
    websites.add(Website.named("site", "example.org"), ANN.userId(), entry());
    assertThat(new AuditLog(metadata).list("site", Long.MAX_VALUE, 10))
        .extracting(written -> written.entry().action())
        .containsExactly("tested");
    assertThatThrownBy(
            () ->
                metadata.ask(
                    "forge the log",
                    connection -> Sql.update(connection, "update audit_log set actor = 'bob'")))
        .isInstanceOf(MetadataException.class)
        .hasMessageContaining("only added to");
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
      sessions.begin(session);
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

      websites.change("site", AccountsIT::deleted, entry());
      await().until(() -> directory.roles(ANN.userId()).isEmpty());
      assertThat(directory.domain("site")).isEmpty();
    }
  }

  @Test
  void whatHasExpiredIsDeletedAndNothingElse() {
    account(ANN);
    websites.add(Website.named("site", "example.org"), ANN.userId(), entry());
    Instant before = now.minus(Duration.ofDays(40));
    UserSession old =
        new UserSession(
            UUID.randomUUID(),
            ANN.userId(),
            hash('o'),
            "c".repeat(43),
            before,
            before,
            now.minusSeconds(1));
    new UserSessions(metadata).begin(old);
    new UserSessions(metadata).begin(session(hash('n')));
    SignInAttempts attempts = new SignInAttempts(metadata);
    attempts.begin(List.of(new SignInAttempts.Subject("old", 2, Duration.ofDays(1))), before);
    attempts.begin(List.of(new SignInAttempts.Subject("new", 2, Duration.ofDays(1))), now);

    Expired expired = Expired.start(metadata, OFTEN);
    await().until(() -> count("user_sessions") == 1 && count("sign_in_attempts") == 1);
    expired.close();

    assertThat(count("users")).isEqualTo(1);
  }

  private long count(String table) {
    return metadata.ask(
        "count rows",
        connection ->
            Sql.first(connection, "select count(*) from " + table, row -> row.getLong(1))
                .orElseThrow());
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

  private void twoOwners() {
    account(ANN);
    account(BOB);
    websites.add(Website.named("site", "example.org"), ANN.userId(), entry());
    metadata.ask(
        "add an owner",
        connection -> {
          Members.insert(connection, "site", BOB.userId(), Role.OWNER);
          return null;
        });
  }

  private boolean leaves(User user) {
    try {
      return members.remove("site", user.userId(), Role.OWNER, entry());
    } catch (MetadataException e) {
      assertThat(e.violated()).contains(Members.LAST_OWNER);
      return false;
    }
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

  private UserSession session(String hash) {
    return new UserSession(
        UUID.randomUUID(), ANN.userId(), hash, "c".repeat(43), now, now, later());
  }

  private Invites.Invite invite(Role role) {
    return new Invites.Invite(UUID.randomUUID(), "site", role, now, later());
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

  @SafeVarargs
  private static List<Boolean> together(Callable<Boolean>... work) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(work.length);
    ExecutorService threads = Executors.newFixedThreadPool(work.length);
    List<Future<Boolean>> running = new ArrayList<>();
    for (var each : work) {
      running.add(
          threads.submit(
              () -> {
                barrier.await();
                return each.call();
              }));
    }
    threads.shutdown();
    List<Boolean> results = new ArrayList<>();
    for (Future<Boolean> each : running) {
      results.add(each.get());
    }
    return results;
  }
}
