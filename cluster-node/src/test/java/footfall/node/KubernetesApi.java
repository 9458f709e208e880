package footfall.node;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The one answer of the Kubernetes API that nodes need: the pods of a namespace that carry their
 * label, over HTTPS, for whoever shows the token of the service account; anybody else gets 403.
 */
final class KubernetesApi implements AutoCloseable {
  private static final String NAMESPACE = "analytics";
  private static final String TOKEN = "token-of-the-service-account";
  private static final String PASSWORD = "changeit";

  private final Path account;
  private final HttpsServer server;
  private final List<Map<String, Object>> pods = new CopyOnWriteArrayList<>();
  private final AtomicInteger refused = new AtomicInteger();

  private KubernetesApi(Path account, HttpsServer server) {
    this.account = account;
    this.server = server;
  }

  /** Serves until it is closed; writes what a pod's service account holds into a folder. */
  static KubernetesApi start(Path account) throws Exception {
    KeyStore keys = keys(account.resolve("api.p12"));
    Files.writeString(account.resolve("token"), TOKEN);
    Files.writeString(account.resolve("namespace"), NAMESPACE);
    Files.writeString(
        account.resolve("ca.crt"),
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getCertificate("api").getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
    KubernetesApi api = new KubernetesApi(account, server);
    server.createContext("/", api::answer);
    server.start();
    return api;
  }

  private static KeyStore keys(Path file) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "api",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=kubernetes",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream made = Files.newInputStream(file)) {
      keys.load(made, PASSWORD.toCharArray());
    }
    return keys;
  }

  private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** What a pod finds in its environment. */
  Map<String, String> variables() {
    return Map.of(
        "KUBERNETES_SERVICE_HOST",
        "127.0.0.1",
        "KUBERNETES_SERVICE_PORT",
        Integer.toString(server.getAddress().getPort()));
  }

  /** Where a node finds what a pod has at {@code /var/run/secrets}. */
  List<String> options() {
    String prefix = "-Dakka.discovery.kubernetes-api.";
    return List.of(
        prefix + "api-ca-path=" + account.resolve("ca.crt"),
        prefix + "api-token-path=" + account.resolve("token"),
        prefix + "pod-namespace-path=" + account.resolve("namespace"));
  }

  /** Lists a pod from now on. */
  void add(String ip, String portName, int port) {
    pods.add(
        Map.of(
            "metadata",
            Map.of("name", "pod-" + ip),
            "spec",
            Map.of(
                "containers",
                List.of(
                    Map.of(
                        "name",
                        "node",
                        "ports",
                        List.of(
                            Map.of("name", "http", "containerPort", 8080),
                            Map.of("name", portName, "containerPort", port))))),
            "status",
            Map.of("phase", "Running", "podIP", ip)));
  }

  /** How many requests asked for anything else, or showed another token. */
  int refused() {
    return refused.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean allowed =
          ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))
              && exchange.getRequestMethod().equals("GET")
              && exchange
                  .getRequestURI()
                  .getPath()
                  .equals("/api/v1/namespaces/" + NAMESPACE + "/pods")
              && exchange
                  .getRequestURI()
                  .getQuery()
                  .equals("labelSelector=app.kubernetes.io/name=footfall");
      if (!allowed) {
        refused.incrementAndGet();
      }
      byte[] body =
          allowed
              ? JsonMapper.builder().build().writeValueAsBytes(Map.of("items", pods))
              : "{}".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(allowed ? 200 : 403, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
