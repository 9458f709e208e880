package footfall.load.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks ClickHouse over plain HTTP, past the product's code; every value comes back as text. */
public final class ClickHouseRows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;

  /**
   * @param url of the HTTP interface
   */
  public ClickHouseRows(String url) {
    this.url = url;
  }

  /**
   * The answer to a SELECT without FORMAT.
   *
   * @throws IOException with ClickHouse's own words where it refuses
   */
  public List<Map<String, String>> select(String sql) throws IOException, InterruptedException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : answer(sql + " FORMAT JSONEachRow").lines().toList()) {
      if (!line.isEmpty()) {
        rows.add(row(JSON.readTree(line)));
      }
    }
    return rows;
  }

  /**
   * A statement without an answer.
   *
   * @throws IOException with ClickHouse's own words where it refuses
   */
  public void execute(String sql) throws IOException, InterruptedException {
    answer(sql);
  }

  private String answer(String sql) throws IOException, InterruptedException {
    String query = URLEncoder.encode("footfall", StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/?database=" + query))
            .POST(HttpRequest.BodyPublishers.ofString(sql))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("ClickHouse refused " + sql + ": " + response.body());
    }
    return response.body();
  }

  private static Map<String, String> row(JsonNode json) {
    Map<String, String> row = new HashMap<>();
    json.properties().forEach(field -> row.put(field.getKey(), field.getValue().asText()));
    return row;
  }

  /** A single number. */
  public long number(String sql) throws IOException, InterruptedException {
    return Long.parseLong(select(sql).get(0).values().iterator().next());
  }
}
