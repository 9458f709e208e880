package footfall.api.access;

import java.util.Optional;

/** What a request is for. Whoever signed in has all scopes, a shared link the first two. */
public enum Scope {
  STATS_READ("stats:read"),
  LIVE_READ("live:read"),
  EVENTS_WRITE("events:write"),
  SETTINGS_WRITE("settings:write"),
  /** Members, keys, links: given to no API key, so that none can make others. */
  ACCOUNT("");

  private final String wire;

  Scope(String wire) {
    this.wire = wire;
  }

  /** As in JSON, such as {@code stats:read}; empty for the one that keys cannot have. */
  public String wire() {
    return wire;
  }

  /** Empty for a text that names none that a key may have. */
  public static Optional<Scope> of(String wire) {
    for (Scope scope : values()) {
      if (scope != ACCOUNT && scope.wire.equals(wire)) {
        return Optional.of(scope);
      }
    }
    return Optional.empty();
  }
}
