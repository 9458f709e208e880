package footfall.api.account;

import akka.http.javadsl.model.HttpResponse;
import footfall.api.access.Refused;
import footfall.api.access.Token;
import footfall.api.rest.Answers;
import footfall.api.rest.Call;
import footfall.api.rest.Fields;
import footfall.api.rest.Need;
import footfall.api.rest.Operation;
import footfall.persistence.metadata.AccessDirectory;
import footfall.persistence.metadata.AuditEntry;
import footfall.persistence.metadata.User;
import footfall.persistence.metadata.UserSession;
import footfall.persistence.metadata.Users;
import java.util.List;
import java.util.Optional;

/** The first account, signing in and out, and who one is. */
final class AccountOperations {
  private final AccessDirectory directory;
  private final Users users;
  private final Passwords passwords;
  private final Limits limits;
  private final Devices devices;
  private final SignedIn signedIn;

  AccountOperations(AccountParts parts) {
    this.directory = parts.directory();
    this.users = new Users(parts.metadata());
    this.passwords = parts.passwords();
    this.limits = parts.limits();
    this.devices = parts.devices();
    this.signedIn = parts.signedIn();
  }

  List<Operation> all() {
    return List.of(
        Operation.get("/api/setup", Need.ANYBODY, this::isSetUpNeeded),
        Operation.post("/api/setup", Need.ANYBODY, this::setUp),
        Operation.post("/api/login", Need.ANYBODY, this::signIn),
        Operation.post("/api/logout", Need.ACCOUNT, this::signOut),
        Operation.get("/api/me", Need.ACCOUNT, this::me),
        Operation.post("/api/me/password", Need.ACCOUNT, this::changePassword));
  }

  /** Who asks is not known: PostgreSQL is troubled only while there is no account. */
  private HttpResponse isSetUpNeeded(Call call) {
    return Answers.ok(Answers.object().put("needed", !directory.hasAccounts() && users.isEmpty()));
  }

  private HttpResponse setUp(Call call) {
    Fields fields = call.fields();
    String token = fields.text("token", 1, 100);
    Limits.Attempt attempt = limits.begin(call.caller());
    if (!users.isEmpty()) {
      throw Refused.conflict("set_up", "This was set up already: sign in.");
    }
    Users.WithPassword first = attempt.judgedBy(() -> Accounts.newcomer(fields, passwords));
    User user = first.user();
    AuditEntry entry = AuditEntry.of(actor(user), "set_up", user.email());
    if (!users.setUp(first, Token.hash(token), entry)) {
      throw Refused.forbidden(
          "wrong_token", "Use the link that ./footfall up printed when it was last started.");
    }
    attempt.succeeded();
    return signedIn.begin(first, call.caller());
  }

  private HttpResponse signIn(Call call) {
    Fields fields = call.fields();
    String email = Accounts.email(fields);
    String password = Accounts.password(fields, "password");
    fields.end();
    Optional<String> device = devices.thatSignedIn(call.request(), email);
    Limits.Attempt attempt =
        limits.begin(device.map(id -> "device:" + id).orElse("account:" + email), call.caller());
    Optional<Users.WithPassword> account = users.find(email);
    Optional<String> stored = account.map(Users.WithPassword::passwordHash);
    if (!attempt.judgedBy(() -> passwords.matches(password, stored))) {
      throw SignedIn.wrongCredentials();
    }
    attempt.succeeded();
    return signedIn.begin(account.orElseThrow(), call.caller());
  }

  private HttpResponse signOut(Call call) {
    signedIn.end(call.viewer().session().orElseThrow(Refused::notSignedIn));
    return Answers.done().addHeader(SessionCookie.noSession(call.caller()));
  }

  private HttpResponse me(Call call) {
    UserSession session = call.viewer().session().orElseThrow(Refused::notSignedIn);
    User user = call.viewer().user().orElseThrow(Refused::notSignedIn);
    return signedIn.again(user, session, call.caller());
  }

  private HttpResponse changePassword(Call call) {
    User user = call.viewer().user().orElseThrow(Refused::notSignedIn);
    UserSession session = call.viewer().session().orElseThrow(Refused::notSignedIn);
    Fields fields = call.fields();
    String current = Accounts.password(fields, "current_password");
    String next = Accounts.newPassword(fields, "new_password");
    fields.end();
    // Not by account: who guesses at it from outside must not keep its owner from changing it.
    Limits.Attempt attempt = limits.begin("session:" + session.sessionId(), call.caller());
    Optional<String> stored = users.find(user.userId()).map(Users.WithPassword::passwordHash);
    if (!attempt.judgedBy(() -> passwords.matches(current, stored))) {
      throw Refused.badRequest("wrong_password", "current_password is not your password.");
    }
    attempt.succeeded();
    users.changePassword(
        user.userId(),
        passwords.hash(next),
        Optional.of(session.sessionId()),
        AuditEntry.of(call.viewer().actor(), "password_changed", user.email()));
    return Answers.done();
  }

  private static AuditEntry.Actor actor(User user) {
    return new AuditEntry.Actor(Optional.of(user.userId()), user.email());
  }
}
