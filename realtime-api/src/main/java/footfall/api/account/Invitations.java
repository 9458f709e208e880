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
import footfall.persistence.metadata.Invites;
import footfall.persistence.metadata.User;
import footfall.persistence.metadata.Users;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Invitations as those see them who have the link. */
final class Invitations {
  private final AccessDirectory directory;
  private final Invites invites;
  private final Users users;
  private final Passwords passwords;
  private final Limits limits;
  private final SignedIn signedIn;
  private final Clock clock;

  Invitations(AccountParts parts) {
    this.directory = parts.directory();
    this.invites = new Invites(parts.metadata());
    this.users = new Users(parts.metadata());
    this.passwords = parts.passwords();
    this.limits = parts.limits();
    this.signedIn = parts.signedIn();
    this.clock = parts.clock();
  }

  List<Operation> all() {
    return List.of(
        Operation.get("/api/invites/{token}", Need.ANYBODY, this::look),
        Operation.post("/api/invites/{token}", Need.ANYBODY_KNOWN, this::accept));
  }

  private HttpResponse look(Call call) {
    Limits.Attempt attempt = limits.begin(call.caller());
    Invites.Invite invite = find(call);
    attempt.succeeded();
    return Answers.ok(
        Answers.object()
            .put("website_id", invite.websiteId())
            .put("domain", directory.domain(invite.websiteId()).orElse(invite.websiteId()))
            .put("role", invite.role().wire())
            .put("expires_at", Answers.time(invite.expiresAt())));
  }

  /** Whoever is signed in accepts with that account, anybody else makes one. */
  private HttpResponse accept(Call call) {
    Limits.Attempt attempt = limits.begin(call.caller());
    Invites.Invite invite = find(call);
    Optional<User> known = call.viewer().user();
    HttpResponse answer =
        attempt.judgedBy(
            () -> known.isPresent() ? join(call, invite, known.get()) : newcomer(call, invite));
    attempt.succeeded();
    return answer;
  }

  private HttpResponse join(Call call, Invites.Invite invite, User user) {
    call.fields().end();
    if (!invites.accept(invite, user.userId(), clock.instant(), entry(invite, user))) {
      throw Refused.notFound();
    }
    return Answers.ok(
        Answers.object().put("website_id", invite.websiteId()).put("role", invite.role().wire()));
  }

  private HttpResponse newcomer(Call call, Invites.Invite invite) {
    Fields fields = call.fields();
    String email = Accounts.email(fields);
    if (users.find(email).isPresent()) {
      throw Refused.conflict(
          "account_exists", "This email has an account: sign in, then open the link again.");
    }
    Users.WithPassword newcomer = Accounts.newcomer(fields, passwords);
    User user = newcomer.user();
    if (!invites.accept(invite, newcomer, clock.instant(), entry(invite, user))) {
      throw Refused.notFound();
    }
    return signedIn.begin(newcomer, call.caller());
  }

  private Invites.Invite find(Call call) {
    return invites
        .find(Token.hash(call.path().get("token")), clock.instant())
        .orElseThrow(Refused::notFound);
  }

  private static AuditEntry entry(Invites.Invite invite, User user) {
    return AuditEntry.of(
            new AuditEntry.Actor(Optional.of(user.userId()), user.email()),
            invite.websiteId(),
            "invite_accepted",
            invite.inviteId().toString())
        .with(Answers.object().put("role", invite.role().wire()).toString());
  }
}
