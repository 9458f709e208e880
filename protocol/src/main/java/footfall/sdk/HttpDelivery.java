package footfall.sdk;

import footfall.protocol.hit.DropReason;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.HitJson;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Posts hits to a collector, as an array. */
final class HttpDelivery implements Delivery {
  /** A name of its own: a collector takes it for the user agent of hits that bring none. */
  private static final String USER_AGENT = "footfall-" + HitBuilder.SDK_VERSION;

  private static final Pattern API_KEY = Pattern.compile("ffk_[A-Za-z0-9_-]+");
  private static final String RATE_LIMITED = DropReason.RATE_LIMITED.wire();
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int CONTENT_TOO_LARGE = 413;
  private static final int SERVER_ERROR = 500;
  private static final int ACCEPTED = 202;

  private final HttpClient client;
  private final HttpRequest.Builder request;
  private final Duration timeout;

  HttpDelivery(URI collector, Optional<String> apiKey, Duration timeout) {
    boolean http = "http".equals(collector.getScheme()) || "https".equals(collector.getScheme());
    if (!http || collector.getHost() == null) {
      throw new IllegalArgumentException(
          "\""
              + collector
              + "\" is no address of a collector; write it like https://stats.example");
    }
    this.timeout = timeout;
    String base = collector.toString().replaceAll("/+$", "");
    client = HttpClient.newBuilder().connectTimeout(timeout).build();
    request =
        HttpRequest.newBuilder(URI.create(base + "/api/event"))
            .header("Content-Type", "application/json")
            .header("User-Agent", USER_AGENT);
    apiKey.ifPresent(key -> request.header("Authorization", "Bearer " + checked(key)));
  }

  /** Not quoted where it is wrong: messages end in logs. */
  private static String checked(String apiKey) {
    if (!API_KEY.matcher(apiKey).matches()) {
      throw new IllegalArgumentException(
          "an API key begins with ffk_ and has letters, digits, - and _ only; copy it from where it"
              + " was made, or make another in the website's settings");
    }
    return apiKey;
  }

  /** {@link HitBuilder} has seen to it that the collector can tell whose hit it is. */
  @Override
  public void check(Hit hit) {}

  @Override
  public Attempt attempt(List<Hit> hits) throws InterruptedException {
    HttpRequest post =
        request.copy().POST(HttpRequest.BodyPublishers.ofByteArray(body(hits))).build();
    // The client's own time-out ends with the head of an answer: its body might never come.
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(post, HttpResponse.BodyHandlers.ofByteArray());
    try {
      HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return response.statusCode() == CONTENT_TOO_LARGE && hits.size() > 1
          ? inHalves(hits)
          : outcome(response, hits.size());
    } catch (TimeoutException e) {
      return failed(hits, "the collector did not answer within " + timeout);
    } catch (ExecutionException e) {
      return failed(hits, e.getCause().toString());
    } finally {
      answer.cancel(true);
    }
  }

  /**
   * A proxy takes less at once than the collector does. A single hit that is too large is refused.
   */
  private Attempt inHalves(List<Hit> hits) throws InterruptedException {
    int half = hits.size() / 2;
    Attempt first = attempt(hits.subList(0, half));
    // What follows must not overtake what is to be sent again.
    return first.again().isEmpty()
        ? first.and(half, attempt(hits.subList(half, hits.size())))
        : first.and(half, failed(hits.subList(half, hits.size()), first.failure()));
  }

  private static Attempt failed(List<Hit> hits, String failure) {
    return Attempt.failed(hits.size(), Duration.ZERO, failure);
  }

  private static byte[] body(List<Hit> hits) {
    long now = System.currentTimeMillis();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Hit hit : hits) {
      body.write(body.size() == 0 ? '[' : ',');
      body.writeBytes(HitJson.write(hit.withTimes(hit.clientTimestamp(), now)));
    }
    body.write(']');
    return body.toByteArray();
  }

  private static Attempt outcome(HttpResponse<byte[]> response, int hits) {
    int status = response.statusCode();
    if (status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= SERVER_ERROR) {
      return Attempt.failed(hits, retryAfter(response), "the collector answered " + status);
    }
    CollectorReply reply = CollectorReply.read(response.body());
    Map<Integer, HitRefusedException> refused =
        reply.refused().entrySet().stream()
            .filter(entry -> entry.getKey() >= 0 && entry.getKey() < hits)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    if (status == ACCEPTED || !refused.isEmpty()) {
      return settled(refused);
    }
    return Attempt.refused(
        hits,
        new HitRefusedException(
            reply.reason().isEmpty() ? "http_" + status : reply.reason(),
            reply.detail().isEmpty()
                ? "the collector answered " + status + advice(status)
                : reply.detail()));
  }

  private static String advice(int status) {
    return status == CONTENT_TOO_LARGE
        ? ": a proxy takes no hit this large"
        : "; is its address right?";
  }

  /** One reason passes: hits over their website's rate are taken later. */
  private static Attempt settled(Map<Integer, HitRefusedException> refused) {
    Map<Boolean, Map<Integer, HitRefusedException>> byPassing =
        refused.entrySet().stream()
            .collect(
                Collectors.partitioningBy(
                    entry -> entry.getValue().reason().equals(RATE_LIMITED),
                    Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    Set<Integer> again = byPassing.get(true).keySet();
    return new Attempt(
        byPassing.get(false),
        again,
        Duration.ZERO,
        again.isEmpty() ? "" : "the collector took some hits and asks to send the others later");
  }

  /** In seconds, as a collector writes it; a date, as some proxies do, is passed over. */
  private static Duration retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .orElse(Duration.ZERO);
  }

  @Override
  public void close() {}
}
