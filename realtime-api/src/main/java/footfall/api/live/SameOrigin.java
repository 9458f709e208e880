package footfall.api.live;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which pages may open a socket here. Browsers let any page connect anywhere and say where it came
 * from; the server has to look (cross-site WebSocket hijacking).
 */
record SameOrigin(Set<String> alsoAllowed) {

  /**
   * Whether the page may connect.
   *
   * @param origin header {@code Origin}; absent when the client is no browser, which is allowed
   * @param host header {@code Host} as the client sent it, with the port unless it is the default
   */
  boolean allows(Optional<String> origin, String host) {
    return origin.isEmpty()
        || alsoAllowed.contains(origin.get())
        || authorityOf(origin.get()).equals(Optional.of(host.toLowerCase(Locale.ROOT)));
  }

  /** Host and port of an origin, written as a Host header would be; empty for "null" and junk. */
  private static Optional<String> authorityOf(String origin) {
    try {
      URI uri = new URI(origin);
      return Optional.ofNullable(uri.getRawAuthority())
          .filter(authority -> uri.getHost() != null)
          .map(authority -> authority.toLowerCase(Locale.ROOT));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
