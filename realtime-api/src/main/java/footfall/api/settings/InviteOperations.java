package footfall.api.settings;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import footfall.api.access.Permission;
import footfall.api.access.Refused;
import footfall.api.access.Scope;
import footfall.api.access.Token;
import footfall.api.rest.Answers;
import footfall.api.rest.Call;
import footfall.api.rest.Fields;
import footfall.api.rest.Need;
import footfall.api.rest.Operation;
import footfall.persistence.metadata.AuditEntry;
import footfall.persistence.metadata.Invites;
import footfall.persistence.metadata.Members;
import footfall.persistence.metadata.Role;
import footfall.persistence.metadata.User;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Invitations to a website: a link with a role, good for a week and one person. */
final class InviteOperations {
  private static final String ALL = "/api/websites/{website_id}/invites";
  private static final String ONE = ALL + "/{invite_id}";
  private static final Need ADMIN = Need.of(Permission.ADMIN, Scope.ACCOUNT);
  private static final Duration LIFE = Duration.ofDays(7);

  private final Invites invites;
  private final Members members;
  private final Clock clock;

  InviteOperations(SettingsParts parts) {
    this.invites = new Invites(parts.metadata());
    this.members = new Members(parts.metadata());
    this.clock = parts.clock();
  }

  List<Operation> all() {
    return List.of(
        Operation.get(ALL, ADMIN, this::list),
        Operation.post(ALL, ADMIN, this::add),
        Operation.delete(ONE, ADMIN, this::remove));
  }

  private HttpResponse list(Call call) {
    return Answers.list(
        "invites", invites.open(call.websiteId(), clock.instant()), InviteOperations::json);
  }

  /** The token is in this answer and nowhere else. */
  private HttpResponse add(Call call) {
    Fields fields = call.fields();
    Role role = Roles.read(fields);
    fields.end();
    User by = call.viewer().user().orElseThrow(Refused::notSignedIn);
    Roles.requireAtLeast(members, call, role);
    Instant now = clock.instant();
    Invites.Invite invite =
        new Invites.Invite(UUID.randomUUID(), call.websiteId(), role, now, now.plus(LIFE));
    String token = Token.fresh();
    AuditEntry entry =
        entry(call, "invite_added", invite.inviteId())
            .with(Answers.object().put("role", role.wire()).toString());
    if (!invites.add(invite, by.userId(), Token.hash(token), entry)) {
      throw Refused.tooManyOf(
          "A website has at most %d invites that wait, and with them %d members"
              .formatted(Invites.MOST, Members.MOST),
          "remove some, or wait until invites are accepted or end");
    }
    return Answers.created(json(invite).put("token", token));
  }

  private HttpResponse remove(Call call) {
    UUID id = call.id("invite_id");
    if (!invites.remove(call.websiteId(), id, entry(call, "invite_removed", id))) {
      throw Refused.notFound();
    }
    return Answers.done();
  }

  private static ObjectNode json(Invites.Invite invite) {
    return Answers.object()
        .put("invite_id", invite.inviteId().toString())
        .put("role", invite.role().wire())
        .put("created_at", Answers.time(invite.createdAt()))
        .put("expires_at", Answers.time(invite.expiresAt()));
  }

  private static AuditEntry entry(Call call, String action, UUID id) {
    return AuditEntry.of(call.viewer().actor(), call.websiteId(), action, id.toString());
  }
}
