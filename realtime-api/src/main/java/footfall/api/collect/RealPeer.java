package footfall.api.collect;

import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.RemoteAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Who a request came from, behind whatever trusted proxies. The server must be bound with {@code
 * remote-address-attribute = on}.
 */
public final class RealPeer {
  private final TrustedProxies proxies;

  public RealPeer(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  /** The client's address: that of the connection, or what a trusted proxy says it is. */
  public InetAddress address(HttpRequest request) {
    return proxies.client(connection(request), headers(request, "x-forwarded-for"));
  }

  /** Whether a trusted proxy says that its client spoke HTTPS with it. */
  public boolean isHttps(HttpRequest request) {
    return proxies.isTrusted(connection(request))
        && headers(request, "x-forwarded-proto").equals(List.of("https"));
  }

  private static InetAddress connection(HttpRequest request) {
    return request
        .getAttribute(AttributeKeys.remoteAddress)
        .flatMap(RemoteAddress::getAddress)
        .orElseThrow(
            () ->
                new IllegalStateException("akka.http.server.remote-address-attribute must be on"));
  }

  static List<String> headers(HttpRequest request, String lowerCaseName) {
    List<String> values = List.of();
    for (HttpHeader header : request.getHeaders()) {
      if (header.is(lowerCaseName)) {
        values = new ArrayList<>(values);
        values.add(header.value());
      }
    }
    return values;
  }
}
