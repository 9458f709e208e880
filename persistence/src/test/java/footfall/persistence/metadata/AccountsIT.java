package footfall.persistence.metadata;

import static footfall.persistence.metadata.AccountRows.ANN;
import static footfall.persistence.metadata.AccountRows.HASH;
import static footfall.persistence.metadata.AccountRows.account;
import static footfall.persistence.metadata.AccountRows.entry;
import static footfall.persistence.metadata.AccountRows.hash;
import static footfall.persistence.metadata.AccountRows.later;
import static footfall.persistence.metadata.AccountRows.session;
import static footfall.persistence.metadata.AccountRows.together;
import static footfall.persistence.metadata.AccountRows.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AccountsIT {
  private static final User CARL = new User(UUID.randomUUID(), "carl@example.org", "Carl");
  private static final User BOB = new User(UUID.randomUUID(), "bob@example.org", "Bob");

  @RegisterExtension static final PostgresForTests postgres = new PostgresForTests();

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private Metadata metadata;
  private Users users;
  private Websites websites;
  private Members members;

  @BeforeEach
  void start() {
    metadata = postgres.metadata();
    users = new Users(metadata);
    websites = new Websites(metadata);
    members = new Members(metadata);
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
    account(metadata, ANN);
    websites.add(Website.named("site", "example.org"), ANN.userId(), entry());
    Invites invites = new Invites(metadata);
    Invites.Invite forViewer = invite(Role.VIEWER);
    Invites.Invite forEditor = invite(Role.EDITOR);
    invites.add(forViewer, ANN.userId(), hash('v'), entry());
    invites.add(forEditor, ANN.userId(), hash('e'), entry());

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
    account(metadata, ANN);
    websites.add(Website.named("site", "example.org"), ANN.userId(), entry());
    Invites invites = new Invites(metadata);
    Invites.Invite invite = invite(Role.VIEWER);
    invites.add(invite, ANN.userId(), hash('v'), entry());
    invites.accept(invite, ANN.userId(), now, entry());

    assertThat(invites.accept(invite, with(BOB), now, entry())).isFalse();

    assertThat(users.find(BOB.email())).isEmpty();
  }

  @Test
  void whoeverSignsInWhileThePasswordIsChangedIsNotSignedIn() {
    account(metadata, ANN);
    websites.add(Website.named("site", "example.org"), ANN.userId(), entry());
    UserSessions sessions = new UserSessions(metadata);
    assertThat(sessions.begin(session(now, hash('a')), HASH)).isTrue();

    CompletableFuture<Boolean> begun =
        metadata.change(
            "change a password, slowly",
            connection -> {
              Sql.update(connection, "update users set password_hash = '$argon2id$y'");
              return whileItWaits(() -> sessions.begin(session(now, hash('b')), HASH));
            });

    assertThat(begun.join()).isFalse();
    assertThat(sessions.begin(session(now, hash('b')), "$argon2id$y")).isTrue();
    users.changePassword(ANN.userId(), "$argon2id$z", Optional.empty(), entry());
    assertThat(count("user_sessions")).isZero();
  }

  @Test
  void aNewcomerAndAnOwnerWhoStepsDownAtOnceDoNotWaitForEachOther() {
    twoOwners();

    CompletableFuture<Boolean> stepsDown =
        metadata.change(
            "join, slowly",
            connection -> {
              Users.insert(connection, with(CARL));
              CompletableFuture<Boolean> other =
                  whileItWaits(
                      () -> members.change("site", BOB.userId(), Role.OWNER, Role.ADMIN, entry()));
              Members.insert(connection, "site", CARL.userId(), Role.VIEWER);
              return other;
            });

    assertThat(stepsDown.join()).isTrue();
    assertThat(members.list("site"))
        .extracting(Members.Member::role)
        .containsExactly(Role.OWNER, Role.ADMIN, Role.VIEWER);
  }

  /** Begins other work, and goes on when that waits for a lock of ours. */
  private CompletableFuture<Boolean> whileItWaits(Supplier<Boolean> work) {
    CompletableFuture<Boolean> other =
        CompletableFuture.supplyAsync(work, task -> new Thread(task).start());
    await()
        .until(
            () ->
                count(
                        "pg_stat_activity where datname = current_database()"
                            + " and wait_event_type = 'Lock'")
                    == 1);
    return other;
  }

  private long count(String rows) {
    return metadata.ask(
        "count rows",
        connection ->
            Sql.first(connection, "select count(*) from " + rows, row -> row.getLong(1))
                .orElseThrow());
  }

  @Test
  void whatWasChangedIsInTheAuditLogWhichNobodyCanChange() {
    account(metadata, ANN);
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

  private void twoOwners() {
    account(metadata, ANN);
    account(metadata, BOB);
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

  private Invites.Invite invite(Role role) {
    return new Invites.Invite(UUID.randomUUID(), "site", role, now, later(now));
  }
}
