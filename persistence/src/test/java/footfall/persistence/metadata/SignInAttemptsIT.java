package footfall.persistence.metadata;

import static footfall.persistence.metadata.AccountRows.ANN;
import static footfall.persistence.metadata.AccountRows.account;
import static footfall.persistence.metadata.AccountRows.entry;
import static footfall.persistence.metadata.AccountRows.hash;
import static footfall.persistence.metadata.AccountRows.session;
import static footfall.persistence.metadata.AccountRows.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SignInAttemptsIT {
  private static final Duration OFTEN = Duration.ofMillis(20);

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
  void failuresLockForTwiceAsLongEachTimeUntilTheLongest() {
    SignInAttempts attempts = new SignInAttempts(metadata);
    var account =
        List.of(new SignInAttempts.Subject("account:a@b", 3, Duration.ofSeconds(5), false));
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
    var account = new SignInAttempts.Subject("account:a@b", 3, Duration.ofMinutes(1), false);
    var peer = new SignInAttempts.Subject("peer:1", 2, Duration.ofMinutes(1), true);
    assertThat(attempts.begin(List.of(account, peer), now)).isEmpty();
    attempts.succeeded(List.of(account, peer));
    assertThat(attempts.begin(List.of(account, peer), now)).isEmpty();
    assertThat(attempts.begin(List.of(account, peer), now)).isEmpty();

    assertThat(attempts.begin(List.of(account, peer), now)).contains(Duration.ofSeconds(1));
    assertThat(attempts.begin(List.of(account, peer), now)).contains(Duration.ofSeconds(1));

    var elsewhere = new SignInAttempts.Subject("peer:2", 2, Duration.ofMinutes(1), true);
    assertThat(attempts.begin(List.of(account, elsewhere), now)).isEmpty();
    assertThat(attempts.begin(List.of(account, elsewhere), now)).isPresent();
  }

  @Test
  void whoSignsInTakesBackTheirOwnAttemptAndNotWhatOthersOfTheirPeerWaitFor() {
    SignInAttempts attempts = new SignInAttempts(metadata);
    var peer = new SignInAttempts.Subject("peer:1", 2, Duration.ofMinutes(1), true);
    var own = new SignInAttempts.Subject("account:own@b", 3, Duration.ofMinutes(1), false);
    var guessed = new SignInAttempts.Subject("account:a@b", 3, Duration.ofMinutes(1), false);
    assertThat(attempts.begin(List.of(guessed, peer), now)).isEmpty();
    assertThat(attempts.begin(List.of(own, peer), now)).isEmpty();
    Instant later = now.plusSeconds(1);
    assertThat(attempts.begin(List.of(guessed, peer), later)).as("the third: 2 s").isEmpty();

    attempts.succeeded(List.of(own, peer));

    assertThat(attempts.begin(List.of(guessed, peer), later)).contains(Duration.ofSeconds(1));
  }

  @Test
  void attemptsThatAreFreeWaitForNoneThatWasCountedBeforeThemAndBeganAfterThem() {
    SignInAttempts attempts = new SignInAttempts(metadata);
    var peer = List.of(new SignInAttempts.Subject("peer:1", 3, Duration.ofMinutes(1), true));

    assertThat(attempts.begin(peer, now)).isEmpty();
    assertThat(attempts.begin(peer, now.minusMillis(1))).isEmpty();
    assertThat(attempts.begin(peer, now.minusMillis(2))).isEmpty();
    assertThat(attempts.begin(peer, now)).as("the fourth").isPresent();
  }

  @Test
  void ofManyAttemptsAtOnceNoMorePassThanAreFree() throws Exception {
    SignInAttempts attempts = new SignInAttempts(metadata);
    var account =
        List.of(new SignInAttempts.Subject("account:a@b", 2, Duration.ofMinutes(1), false));
    Callable<Boolean> attempt = () -> attempts.begin(account, now).isEmpty();

    assertThat(together(attempt, attempt, attempt, attempt))
        .containsExactlyInAnyOrder(true, true, false, false);
  }

  @Test
  void whatHasExpiredIsDeletedAndNothingElse() {
    account(metadata, ANN);
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
    new UserSessions(metadata).begin(old, "$argon2id$x");
    new UserSessions(metadata).begin(session(now, hash('n')), "$argon2id$x");
    SignInAttempts attempts = new SignInAttempts(metadata);
    attempts.begin(
        List.of(new SignInAttempts.Subject("old", 2, Duration.ofDays(1), false)), before);
    attempts.begin(List.of(new SignInAttempts.Subject("new", 2, Duration.ofDays(1), false)), now);

    Expired expired = Expired.start(metadata, OFTEN);
    await().until(() -> count("user_sessions") == 1 && count("sign_in_attempts") == 1);
    expired.close();

    assertThat(count("users")).isEqualTo(1);
  }

  @Test
  void anAccountHasAHundredSessionsAndALinkAThousandWhoGaveItsPassword() {
    account(metadata, ANN);
    websites.add(Website.named("site", "example.org"), ANN.userId(), entry());
    SharedLinks links = new SharedLinks(metadata);
    String linkId = "l".repeat(22);
    links.add(
        new SharedLinks.SharedLink(linkId, "site", "press", Optional.of("$argon2id$x"), now),
        entry());
    String hashes = "from (select lpad(n::text, 43, '0') as h from generate_series(1, %d) n) n";
    run(
        "insert into user_sessions select gen_random_uuid(), user_id, h, null, h, now(), now(),"
            + " now() + interval '1 day' "
            + hashes.formatted(UserSessions.MOST)
            + ", users");
    run(
        "insert into share_sessions select h, link_id, now() + interval '1 day' "
            + hashes.formatted(SharedLinks.MOST_OPEN)
            + ", shared_links");

    assertThat(new UserSessions(metadata).begin(session(now, hash('a')), "$argon2id$x")).isTrue();
    assertThat(links.open(linkId, hash('a'), now.plus(Duration.ofDays(1)))).isTrue();

    assertThat(count("user_sessions")).isEqualTo(UserSessions.MOST);
    assertThat(count("share_sessions")).isEqualTo(SharedLinks.MOST_OPEN);
    assertThat(count("share_sessions where token_hash = '%s'".formatted(hash('a')))).isEqualTo(1);
    assertThat(links.open("m".repeat(22), hash('b'), now.plus(Duration.ofDays(1))))
        .as("no such link")
        .isFalse();
  }

  private void run(String statement) {
    metadata.ask("make rows", connection -> Sql.update(connection, statement));
  }

  private long count(String rows) {
    return metadata.ask(
        "count rows",
        connection ->
            Sql.first(connection, "select count(*) from " + rows, row -> row.getLong(1))
                .orElseThrow());
  }
}
