package footfall.api.access;

import java.util.Optional;

/** What an API key is for; whoever signed in has them all, a shared link the first two. */
public enum Scope {
  STATS_READ("stats:read"),
  LIVE_READ("live:read"),
  EVENTS_WRITE("events:write"),
  SETTINGS_WRITE("settings:write");

  private final String wire;

  Scope(String wire) {
    this.wire = wire;
  }

  /** As in JSON, such as {@code stats:read}. */
  public String wire() {
    return wire;
  }

  /** Empty for a text that names none. */
  public static Optional<Scope> of(String wire) {
    for (Scope scope : values()) {
      if (scope.wire.equals(wire)) {
        return Optional.of(scope);
      }
    }
    return Optional.empty();
  }
}
