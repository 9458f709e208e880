package footfall.localstack.engine;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a request says besides its body, by ClickHouse's names: parameters of the address, headers.
 *
 * @param sql from the parameter {@code query}; empty when the body holds all of it
 */
record HttpQuery(
    String sql,
    String database,
    String format,
    String queryId,
    String user,
    String password,
    boolean compressAnswer,
    boolean compressedBody,
    boolean httpCompression,
    Map<String, String> settings,
    Map<String, String> parameters) {
  private static final String PARAMETER = "param_";

  /** Parameters that are no settings of the engine. */
  private static final Set<String> RESERVED =
      Set.of(
          "query",
          "database",
          "default_format",
          "query_id",
          "user",
          "password",
          "compress",
          "decompress",
          "enable_http_compression",
          "wait_end_of_query",
          "buffer_size",
          "quota_key",
          "stacktrace",
          "client_protocol_version",
          "send_progress_in_http_headers",
          "http_headers_progress_interval_ms",
          "http_make_head_request");

  /** Parameters that ask for what the embedded engine has not. */
  private static final Set<String> REFUSED = Set.of("session_id", "role");

  static HttpQuery of(HttpExchange exchange) throws EngineException {
    Map<String, String> all = addressParameters(exchange.getRequestURI().getRawQuery());
    Map<String, String> settings = new LinkedHashMap<>();
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : all.entrySet()) {
      String name = entry.getKey();
      if (REFUSED.contains(name)) {
        throw new EngineException(
            EngineException.SUPPORT_IS_DISABLED, name + " is not served by the embedded engine");
      } else if (name.startsWith(PARAMETER)) {
        parameters.put(name.substring(PARAMETER.length()), entry.getValue());
      } else if (!RESERVED.contains(name)) {
        settings.put(name, entry.getValue());
      }
    }
    String[] basic = basicCredentials(exchange);
    return new HttpQuery(
        all.getOrDefault("query", "").strip(),
        first(exchange, "X-ClickHouse-Database", all.get("database"), "default"),
        first(exchange, "X-ClickHouse-Format", all.get("default_format"), "TabSeparated"),
        all.getOrDefault("query_id", UUID.randomUUID().toString()),
        first(exchange, "X-ClickHouse-User", all.get("user"), basic[0]),
        first(exchange, "X-ClickHouse-Key", all.get("password"), basic[1]),
        isOn(all.get("compress")),
        isOn(all.get("decompress")),
        isOn(all.get("enable_http_compression")),
        settings,
        parameters);
  }

  private static boolean isOn(String value) {
    return "1".equals(value) || "true".equalsIgnoreCase(value);
  }

  /** The address wins, then the header, then what holds without both. */
  private static String first(
      HttpExchange exchange, String header, String parameter, String otherwise) {
    if (parameter != null && !parameter.isEmpty()) {
      return parameter;
    }
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(header)).orElse(otherwise);
  }

  private static String[] basicCredentials(HttpExchange exchange) throws EngineException {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return new String[] {"default", ""};
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(6).strip());
      String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
      return parts.length == 2 ? parts : new String[] {parts[0], ""};
    } catch (IllegalArgumentException e) {
      throw new EngineException(
          EngineException.AUTHENTICATION_FAILED, "the Authorization header is no Basic credential");
    }
  }

  private static Map<String, String> addressParameters(String raw) throws EngineException {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (raw == null || raw.isEmpty()) {
      return parameters;
    }
    try {
      for (String pair : raw.split("&", -1)) {
        String[] parts = pair.split("=", 2);
        parameters.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
      }
      return parameters;
    } catch (IllegalArgumentException e) {
      throw new EngineException(
          EngineException.BAD_ARGUMENTS, "the address holds a bad % escape: " + e.getMessage());
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
