package footfall.localstack.engine;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Plain HTTP requests to the endpoint, as a program without a driver would send them. */
final class HttpAnswers {
  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;

  HttpAnswers(String url) {
    this.url = url;
  }

  HttpResponse<String> post(byte[] body, Map<String, String> parameters, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(parameters))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> post(String sql) throws IOException, InterruptedException {
    return post(sql.getBytes(StandardCharsets.UTF_8), Map.of("database", "footfall"));
  }

  HttpResponse<byte[]> postForBytes(String sql, Map<String, String> parameters, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(parameters)).POST(HttpRequest.BodyPublishers.ofString(sql));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  HttpResponse<String> get(Map<String, String> parameters)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address(parameters)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** The answer to a query that must succeed, without its last line end. */
  String answer(String sql) throws IOException, InterruptedException {
    HttpResponse<String> response = post(sql);
    if (response.statusCode() != 200) {
      throw new IOException(response.statusCode() + ": " + response.body());
    }
    return response.body().stripTrailing();
  }

  static String code(HttpResponse<?> response) {
    return response.headers().firstValue("X-ClickHouse-Exception-Code").orElse("none");
  }

  private URI address(Map<String, String> parameters) {
    return URI.create(
        url
            + "/?"
            + parameters.entrySet().stream()
                .map(
                    p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&")));
  }
}
