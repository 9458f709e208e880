package footfall.api.account;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import footfall.api.access.Caller;
import footfall.api.access.Signer;
import footfall.api.access.Token;
import java.time.Duration;
import java.util.Optional;

/**
 * Browsers in which an account has signed in before, or a shared link was opened by its password.
 * Each keeps a cookie that says so, and has an allowance of its own to do that again: strangers who
 * guess at it lock out strangers only. The cookie opens nothing; it is signed, not stored.
 */
final class Devices {
  private static final Duration LIFE = Duration.ofDays(365);

  private final Signer signer;

  Devices(Signer signer) {
    this.signer = signer;
  }

  /** Another id each time that an account signs in. */
  HttpHeader signedIn(String email, Caller caller) {
    return SessionCookie.device(fresh(email), "/api/login", LIFE, caller);
  }

  /** Another id each time that a link's password is given. */
  HttpHeader opened(String linkId, Caller caller) {
    return SessionCookie.device(fresh(link(linkId)), "/api/share/" + linkId, LIFE, caller);
  }

  /** The device's id; empty where the account has not signed in there, or it was made up. */
  Optional<String> thatSignedIn(HttpRequest request, String email) {
    return known(request, email);
  }

  /** The same for a link that was opened there. */
  Optional<String> thatOpened(HttpRequest request, String linkId) {
    return known(request, link(linkId));
  }

  private String fresh(String what) {
    String id = Token.freshId();
    return id + "." + signer.sign(text(id, what));
  }

  private Optional<String> known(HttpRequest request, String what) {
    return SessionCookie.device(request)
        .map(shown -> shown.split("\\.", -1))
        .filter(parts -> parts.length == 2 && signer.hasSigned(text(parts[0], what), parts[1]))
        .map(parts -> parts[0]);
  }

  /** No email is of this form: each holds an {@code @}. */
  private static String link(String linkId) {
    return "link:" + linkId;
  }

  /** Neither an id nor an email holds a space. */
  private static String text(String id, String what) {
    return id + " " + what;
  }
}
