package footfall.api.account;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawHeader;
import footfall.api.access.Caller;
import footfall.api.access.Cookies;
import java.time.Duration;
import java.util.Optional;

/** The cookies by which a browser shows who it is: no script reads them, no other site's form. */
final class SessionCookie {
  private static final String DEVICE = "footfall_device";

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

  /** Shown where one signs in, or opens one link, and nowhere else. */
  static HttpHeader device(String value, String path, Duration life, Caller caller) {
    return cookie(DEVICE, path, value, life, caller);
  }

  /** What {@link #device} has set. */
  static Optional<String> device(HttpRequest request) {
    return Cookies.value(request, DEVICE);
  }

  private static HttpHeader cookie(String name, String value, Duration life, Caller caller) {
    return cookie(name, "/", value, life, caller);
  }

  private static HttpHeader cookie(
      String name, String path, String value, Duration life, Caller caller) {
    return RawHeader.create(
        "Set-Cookie",
        "%s=%s; Path=%s; Max-Age=%d; HttpOnly; SameSite=Lax%s"
            .formatted(name, value, path, life.toSeconds(), caller.https() ? "; Secure" : ""));
  }
}
