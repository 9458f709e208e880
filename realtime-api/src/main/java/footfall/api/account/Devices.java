package footfall.api.account;

import akka.http.javadsl.model.HttpHeader;
import footfall.api.access.Caller;
import footfall.api.access.Signer;
import footfall.api.access.Token;
import java.time.Duration;
import java.util.Optional;

/**
 * Browsers in which an account has signed in before. Each keeps a cookie that says so, and has an
 * allowance of its own to sign in to that account: strangers who guess at it lock out strangers
 * only. The cookie opens nothing; it is signed, not stored.
 */
final class Devices {
  private static final Duration LIFE = Duration.ofDays(365);

  private final Signer signer;

  Devices(Signer signer) {
    this.signer = signer;
  }

  /** Another id each time that an account signs in. */
  HttpHeader cookie(String email, Caller caller) {
    String id = Token.freshId();
    return SessionCookie.device(id + "." + signer.sign(text(id, email)), LIFE, caller);
  }

  /**
   * The device's id, of the cookie's value; empty where the account has not signed in there, or the
   * value was made up.
   */
  Optional<String> known(Optional<String> value, String email) {
    return value
        .map(shown -> shown.split("\\.", -1))
        .filter(parts -> parts.length == 2 && signer.hasSigned(text(parts[0], email), parts[1]))
        .map(parts -> parts[0]);
  }

  /** Neither an id nor an email holds a space. */
  private static String text(String id, String email) {
    return id + " " + email;
  }
}
