package footfall.api.settings;

import footfall.api.access.Refused;
import footfall.api.rest.Call;
import footfall.api.rest.Fields;
import footfall.persistence.metadata.Role;
import java.util.Arrays;

/** Roles as requests name them, and who may give them. */
final class Roles {
  private Roles() {}

  static Role read(Fields fields) {
    return Role.of(fields.choice("role", Arrays.stream(Role.values()).map(Role::wire).toList()))
        .orElseThrow();
  }

  /**
   * Nobody gives or takes a role above their own.
   *
   * @throws Refused 403
   */
  static void requireAtLeast(Call call, Role role) {
    Role own = call.viewer().role(call.websiteId()).orElseThrow(Refused::notFound);
    if (own.compareTo(role) < 0) {
      throw Refused.forbidden(
          "role_too_low", "Only an owner gives this role, or takes it: ask one.");
    }
  }
}
