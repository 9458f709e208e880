package footfall.api;

import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.RemoteAddress;
import akka.http.javadsl.model.headers.RawHeader;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A browser or a program, with what it shows of itself. */
public final class Client {
  private final AccountsForTests accounts;
  private String peer = "192.0.2.1";
  private String cookie = "";
  private String device = "";
  private String devicePath = "/api/login";
  private String csrfToken = "";
  private List<HttpHeader> headers = List.of();

  Client(AccountsForTests accounts) {
    this.accounts = accounts;
  }

  /** A status and a body. */
  public record Answer(
      int status, JsonNode body, List<String> cookies, Optional<String> retryAfter) {
    public String text(String field) {
      return body.path(field).asText();
    }
  }

  public Client from(String address) {
    peer = address;
    return this;
  }

  public Client with(String header, String value) {
    return with(Map.of(header, value));
  }

  public Client with(Map<String, String> named) {
    headers =
        named.entrySet().stream()
            .<HttpHeader>map(each -> RawHeader.create(each.getKey(), each.getValue()))
            .toList();
    return this;
  }

  public Client withCookie(String newCookie) {
    cookie = newCookie;
    return this;
  }

  /** Keeps the session that it got, and that it has signed in here, or opened a link. */
  public void keep(Answer answer) {
    for (String set : answer.cookies()) {
      String pair = set.split(";", 2)[0];
      if (pair.startsWith("footfall_device=")) {
        device = pair;
        devicePath = set.replaceFirst(".*; Path=([^;]*).*", "$1");
      } else {
        cookie = pair;
      }
    }
    if (answer.body().has("csrf_token")) {
      csrfToken = answer.text("csrf_token");
    }
  }

  public String cookie() {
    return cookie;
  }

  /** Says of a device what another has said of itself, or what was made up. */
  public Client onDevice(String pair) {
    device = pair;
    return this;
  }

  public String device() {
    return device;
  }

  public Client forgetCsrfToken() {
    csrfToken = "";
    return this;
  }

  public Answer signIn(String email, String password) {
    Answer answer =
        post("/api/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
    keep(answer);
    return answer;
  }

  public Answer get(String path) {
    return accounts.answer(request(HttpMethods.GET, path, ""));
  }

  public Answer post(String path, String json) {
    return accounts.answer(request(HttpMethods.POST, path, json));
  }

  public Answer patch(String path, String json) {
    return accounts.answer(request(HttpMethods.PATCH, path, json));
  }

  public Answer delete(String path) {
    return accounts.answer(request(HttpMethods.DELETE, path, ""));
  }

  public HttpRequest request(HttpMethod method, String path, String json) {
    HttpRequest request =
        HttpRequest.create(path)
            .withMethod(method)
            .addHeaders(headers)
            .addAttribute(AttributeKeys.remoteAddress, RemoteAddress.create(address(peer)));
    if (!json.isEmpty()) {
      request = request.withEntity(ContentTypes.APPLICATION_JSON, json);
    }
    String shown =
        Stream.of(cookie, path.equals(devicePath) ? device : "")
            .filter(pair -> !pair.isEmpty())
            .collect(Collectors.joining("; "));
    if (!shown.isEmpty()) {
      request = request.addHeader(HttpHeader.parse("Cookie", shown));
    }
    return csrfToken.isEmpty()
        ? request
        : request.addHeader(RawHeader.create("X-CSRF-Token", csrfToken));
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
