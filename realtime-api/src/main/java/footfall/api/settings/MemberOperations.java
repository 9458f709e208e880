package footfall.api.settings;

import akka.http.javadsl.model.HttpResponse;
import footfall.api.access.Permission;
import footfall.api.access.Refused;
import footfall.api.access.Scope;
import footfall.api.rest.Answers;
import footfall.api.rest.Call;
import footfall.api.rest.Fields;
import footfall.api.rest.Need;
import footfall.api.rest.Operation;
import footfall.persistence.metadata.AuditEntry;
import footfall.persistence.metadata.Members;
import footfall.persistence.metadata.Role;
import java.util.List;
import java.util.UUID;

/** Members of a website and their roles. Only owners make owners, or take that from them. */
final class MemberOperations {
  private static final String ALL = "/api/websites/{website_id}/members";
  private static final String ONE = ALL + "/{user_id}";
  private static final Need ADMIN = Need.of(Permission.ADMIN, Scope.ACCOUNT);

  private final Members members;

  MemberOperations(SettingsParts parts) {
    this.members = new Members(parts.metadata());
  }

  List<Operation> all() {
    return List.of(
        Operation.get(ALL, ADMIN, this::list),
        Operation.patch(ONE, ADMIN, this::change),
        // Anybody may leave; the rest is looked at below.
        Operation.delete(ONE, Need.of(Permission.VIEW, Scope.ACCOUNT), this::remove));
  }

  private HttpResponse list(Call call) {
    return Answers.list(
        "members",
        members.list(call.websiteId()),
        member ->
            Answers.object()
                .put("user_id", member.user().userId().toString())
                .put("email", member.user().email())
                .put("name", member.user().name())
                .put("role", member.role().wire())
                .put("since", Answers.time(member.since())));
  }

  private HttpResponse change(Call call) {
    Fields fields = call.fields();
    Role to = Roles.read(fields);
    fields.end();
    UUID userId = call.id("user_id");
    Role from = members.role(call.websiteId(), userId).orElseThrow(Refused::notFound);
    Roles.requireAtLeast(members, call, from.compareTo(to) < 0 ? to : from);
    AuditEntry entry =
        entry(call, "role_changed", userId)
            .with(Answers.object().put("from", from.wire()).put("to", to.wire()).toString());
    requireUnchanged(members.change(call.websiteId(), userId, from, to, entry));
    return Answers.done();
  }

  private HttpResponse remove(Call call) {
    UUID userId = call.id("user_id");
    boolean leaves = call.viewer().user().filter(user -> user.userId().equals(userId)).isPresent();
    if (!leaves) {
      ADMIN.check(call.viewer(), call.websiteId());
    }
    Role role = members.role(call.websiteId(), userId).orElseThrow(Refused::notFound);
    if (!leaves) {
      Roles.requireAtLeast(members, call, role);
    }
    AuditEntry entry =
        entry(call, "member_removed", userId)
            .with(Answers.object().put("role", role.wire()).toString());
    requireUnchanged(members.remove(call.websiteId(), userId, role, entry));
    return Answers.done();
  }

  private static void requireUnchanged(boolean unchanged) {
    if (!unchanged) {
      throw Refused.conflict("conflict", "Somebody else changed this role just now: look again.");
    }
  }

  private static AuditEntry entry(Call call, String action, UUID userId) {
    return AuditEntry.of(call.viewer().actor(), call.websiteId(), action, userId.toString());
  }
}
