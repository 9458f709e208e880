package footfall.persistence.metadata;

import java.util.Locale;
import java.util.Optional;

/** What an account is on a website, the least first. */
public enum Role {
  VIEWER,
  EDITOR,
  ADMIN,
  OWNER;

  /** As in columns and JSON. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Empty for a text that names none. */
  public static Optional<Role> of(String wire) {
    for (Role role : values()) {
      if (role.wire().equals(wire)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
