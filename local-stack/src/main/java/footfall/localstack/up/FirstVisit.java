package footfall.localstack.up;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the first person does with a new node: an account, a website, a hit seen live. */
final class FirstVisit {
  private static final int FRAMES = 5;
  private static final int LONGEST_SECONDS = 20;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String address;
  private String cookie = "";
  private String csrfToken = "";

  /**
   * Nothing is asked yet.
   *
   * @param address host and port of the node
   */
  FirstVisit(String address) {
    this.address = address;
  }

  /** Returns when some frames have come, so that all that a hit meets is loaded, or after 20 s. */
  void make(String setupToken) throws IOException, InterruptedException {
    HttpResponse<String> account =
        post(
            "/api/setup",
            "{\"token\":\"%s\",\"email\":\"recording@example.org\",\"name\":\"Recording\",\"password\":\"%s\"}"
                .formatted(setupToken, SetupToken.fresh()));
    cookie = account.headers().firstValue("Set-Cookie").orElse("").split(";", 2)[0];
    csrfToken = field("csrf_token", account);
    String website = field("website_id", post("/api/websites", "{\"domain\":\"example.org\"}"));
    String ticket = field("ticket", post("/api/live/" + website + "/ticket", "{}"));
    CountDownLatch frames = new CountDownLatch(FRAMES);
    WebSocket live =
        http.newWebSocketBuilder()
            .buildAsync(
                URI.create("ws://" + address + "/api/live/" + website + "?ticket=" + ticket),
                counting(frames))
            .join();
    for (int second = 0; second < LONGEST_SECONDS && frames.getCount() > 0; second++) {
      // One that is refused does not matter: the next comes in a second.
      send("/api/event", hit(website));
      var unused = frames.await(1, TimeUnit.SECONDS);
    }
    live.abort();
  }

  private HttpResponse<String> post(String path, String json)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = send(path, json);
    if (answer.statusCode() >= 300) {
      throw new IOException(path + " answers " + answer.statusCode() + ": " + answer.body());
    }
    return answer;
  }

  private HttpResponse<String> send(String path, String json)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + address + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie).header("X-CSRF-Token", csrfToken);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String field(String name, HttpResponse<String> answer) throws IOException {
    Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(answer.body());
    if (!found.find()) {
      throw new IOException("no " + name + " in " + answer.body());
    }
    return found.group(1);
  }

  private static String hit(String website) {
    return """
        {"website_id":"%s","event_type":"pageview","visitor_id":"v","client_timestamp":%d,\
        "page_url":"https://example.org/?utm_source=a","page_referrer":"https://example.com/",\
        "user_agent":"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
        """
        .formatted(website, System.currentTimeMillis());
  }

  private static WebSocket.Listener counting(CountDownLatch frames) {
    return new WebSocket.Listener() {
      @Override
      public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        frames.countDown();
        from.request(1);
        return null;
      }
    };
  }
}
