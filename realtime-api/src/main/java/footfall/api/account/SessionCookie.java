package footfall.api.account;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.headers.RawHeader;
import footfall.api.access.Caller;
import java.time.Duration;

/** The cookies by which a browser shows who it is: no script reads them, no other site's form. */
final class SessionCookie {
  private SessionCookie() {}

  static HttpHeader session(String token, Duration life, Caller caller) {
    return cookie("footfall_session", token, life, caller);
  }

  /** Makes the browser forget it. */
  static HttpHeader noSession(Caller caller) {
    return cookie("footfall_session", "", Duration.ZERO, caller);
  }

  static HttpHeader share(String value, Duration life, Caller caller) {
    return cookie("footfall_share", value, life, caller);
  }

  private static HttpHeader cookie(String name, String value, Duration life, Caller caller) {
    return RawHeader.create(
        "Set-Cookie",
        "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax%s"
            .formatted(name, value, life.toSeconds(), caller.https() ? "; Secure" : ""));
  }
}
