package footfall.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import footfall.api.account.Passwords;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.persistence.metadata.AuditEntry;
import footfall.persistence.metadata.Metadata;
import footfall.persistence.metadata.User;
import footfall.persistence.metadata.Users;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code ./footfall account} and {@code website} on a real PostgreSQL. */
class AccountCommandIT {
  private static final String TOKEN = "t".repeat(43);
  private static final List<String> SETTINGS =
      List.of("footfall.postgres.url", "footfall.postgres.user", "footfall.postgres.password");

  private static LocalStack stack;

  @BeforeAll
  static void start() {
    stack = LocalStack.forTests(Service.POSTGRES);
    System.setProperty(SETTINGS.get(0), stack.addresses().postgresJdbcUrl());
    System.setProperty(SETTINGS.get(1), stack.addresses().postgresUser());
    System.setProperty(SETTINGS.get(2), stack.addresses().postgresPassword());
    ConfigFactory.invalidateCaches();
  }

  @AfterAll
  static void stop() {
    SETTINGS.forEach(System::clearProperty);
    ConfigFactory.invalidateCaches();
    stack.stop(Service.POSTGRES);
    stack.close();
  }

  @Test
  void whoHasLostTheirPasswordGetsANewOneAndNobodyElseDoes() {
    User ann = new User(UUID.randomUUID(), "ann@example.org", "Ann");
    AuditEntry entry =
        AuditEntry.of(new AuditEntry.Actor(Optional.empty(), "a test"), "set_up", "ann");
    try (Metadata metadata = Admin.metadata(Admin.settings())) {
      Users users = new Users(metadata);
      users.offerSetUp(TOKEN);
      users.setUp(new Users.WithPassword(ann, "$argon2id$lost"), TOKEN, entry);

      assertThat(run("account", "password", "eve@example.org"))
          .isEqualTo("1 There is no account with the email eve@example.org");
      String[] answer = run("account", "password", "Ann@Example.org").split(" ", -1);

      assertThat(answer[0]).isEqualTo("0");
      Optional<String> stored = users.find(ann.email()).map(Users.WithPassword::passwordHash);
      assertThat(new Passwords(Passwords.Cost.OWASP).matches(answer[1], stored)).isTrue();
    }
  }

  @Test
  void aWebsiteIsNotCalledAsAPageAndSaysSo() {
    assertThat(run("website", "add", "example.org", "--id", "login"))
        .isEqualTo(
            "1 A website cannot be called \"login\", as /login leads to something else:"
                + " choose another id, such as its domain");
    assertThat(run("website", "add", "Example.org")).isEqualTo("0 example.org");
    assertThat(run("website", "add", "example.org"))
        .isEqualTo("1 The id example.org is taken: choose another with --id");
  }

  private static String run(String... arguments) {
    StringWriter said = new StringWriter();
    CommandLine commands = Admin.commands();
    commands.setOut(new PrintWriter(said, true));
    commands.setErr(new PrintWriter(said, true));
    return commands.execute(arguments) + " " + said.toString().strip();
  }
}
