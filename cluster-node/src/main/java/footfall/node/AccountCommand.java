package footfall.node;

import footfall.api.access.Token;
import footfall.api.account.Passwords;
import footfall.persistence.metadata.AuditEntry;
import footfall.persistence.metadata.Metadata;
import footfall.persistence.metadata.Users;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./footfall account password EMAIL}: lets in who has lost their password. */
@Command(name = "account", mixinStandardHelpOptions = true, description = "Accounts.")
final class AccountCommand {
  private static final AuditEntry.Actor OPERATOR =
      new AuditEntry.Actor(Optional.empty(), "./footfall account");

  @Spec private CommandSpec spec;

  @Command(
      name = "password",
      mixinStandardHelpOptions = true,
      description = "Gives an account a new password, prints it, and ends all its sessions.")
  int password(@Parameters(paramLabel = "EMAIL", description = "of the account") String email) {
    String password = Token.freshId();
    try (Metadata metadata = Admin.metadata(Admin.settings())) {
      if (!setPassword(new Users(metadata), email.toLowerCase(Locale.ROOT), password)) {
        spec.commandLine().getErr().println("There is no account with the email " + email);
        return 1;
      }
    }
    spec.commandLine().getOut().println(password);
    return 0;
  }

  private static boolean setPassword(Users users, String email, String password) {
    Optional<Users.WithPassword> account = users.find(email);
    account.ifPresent(
        found ->
            users.changePassword(
                found.user().userId(),
                new Passwords(Passwords.Cost.OWASP).hash(password),
                Optional.empty(),
                AuditEntry.of(OPERATOR, "password_changed", email)));
    return account.isPresent();
  }
}
