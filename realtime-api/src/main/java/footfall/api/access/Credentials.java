package footfall.api.access;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a request shows to say who sent it, secrets as their hashes. A key excludes the rest.
 *
 * @param key of an API key
 * @param session of a session's token
 * @param link id of a shared link
 * @param linkToken of what whoever gave the link's password holds
 */
record Credentials(
    Optional<String> key,
    Optional<String> session,
    Optional<String> link,
    Optional<String> linkToken) {
  static final String SESSION_COOKIE = "footfall_session";
  static final String SHARE_COOKIE = "footfall_share";
  static final Credentials NONE =
      new Credentials(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final String BEARER = "bearer";
  private static final Pattern LINK = Pattern.compile("[A-Za-z0-9_-]{22}");

  static Credentials of(HttpRequest request) {
    Optional<String> bearer = request.getHeader("Authorization").flatMap(Credentials::bearer);
    if (bearer.isPresent()) {
      return new Credentials(
          bearer.map(Token::hash), Optional.empty(), Optional.empty(), Optional.empty());
    }
    Optional<String> share = Cookies.value(request, SHARE_COOKIE);
    return new Credentials(
        Optional.empty(),
        Cookies.value(request, SESSION_COOKIE).map(Token::hash),
        share.map(value -> value.split("\\.", 2)[0]).filter(id -> LINK.matcher(id).matches()),
        share
            .filter(value -> value.contains("."))
            .map(value -> value.split("\\.", 2)[1])
            .map(Token::hash));
  }

  boolean isNone() {
    return equals(NONE);
  }

  /**
   * What is shown as a key, whatever it looks like: who shows a wrong one must not be taken for the
   * cookie beside it. Other schemes are those of a proxy before us.
   */
  private static Optional<String> bearer(HttpHeader authorization) {
    String[] parts = authorization.value().strip().split("\\s+", 2);
    return parts[0].equalsIgnoreCase(BEARER)
        ? Optional.of(parts.length == 2 ? parts[1] : "")
        : Optional.empty();
  }
}
