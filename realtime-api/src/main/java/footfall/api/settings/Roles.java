package footfall.api.settings;

import footfall.api.access.Refused;
import footfall.api.rest.Call;
import footfall.api.rest.Fields;
import footfall.persistence.metadata.Members;
import footfall.persistence.metadata.Role;
import java.util.Arrays;
import java.util.UUID;

/** Roles as requests name them, and who may give them. */
final class Roles {
  private Roles() {}

  static Role read(Fields fields) {
    return Role.of(fields.choice("role", Arrays.stream(Role.values()).map(Role::wire).toList()))
        .orElseThrow();
  }

  /**
   * Nobody gives or takes a role above their own. Asks PostgreSQL: by what memory knows, whoever
   * was an admin a second ago could become one again.
   *
   * @throws Refused 403
   */
  static void requireAtLeast(Members members, Call call, Role role) {
    UUID userId = call.viewer().user().orElseThrow(Refused::notFound).userId();
    Role own = members.role(call.websiteId(), userId).orElseThrow(Refused::notFound);
    if (own.compareTo(Role.ADMIN) < 0 || own.compareTo(role) < 0) {
      throw Refused.forbidden(
          "role_too_low", "Only an owner gives this role, or takes it: ask one.");
    }
  }
}
