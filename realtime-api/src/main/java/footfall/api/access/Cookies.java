package footfall.api.access;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.Cookie;
import akka.http.javadsl.model.headers.HttpCookiePair;
import java.util.Optional;

/** What a browser keeps for us. */
public final class Cookies {
  private Cookies() {}

  /** The first of that name. */
  public static Optional<String> value(HttpRequest request, String name) {
    for (HttpHeader header : request.getHeaders()) {
      if (header instanceof Cookie cookies) {
        for (HttpCookiePair pair : cookies.getCookies()) {
          if (pair.name().equals(name)) {
            return Optional.of(pair.value());
          }
        }
      }
    }
    return Optional.empty();
  }
}
