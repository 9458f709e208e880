package footfall.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import footfall.localstack.GuardedProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes in JVMs and on addresses of their own, as pods have them, and the API that lists them. */
class KubernetesBootstrapIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String FIRST = "127.0.0.2";
  private static final String SECOND = "127.0.0.3";
  private static final String TOO_FEW = "which is less than the required [2]";

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<GuardedProcess> nodes = new ArrayList<>();
  private int management;
  private int remoting;
  private KubernetesApi api;

  @BeforeEach
  void startApi() throws Exception {
    management = freePort();
    remoting = freePort();
    api = KubernetesApi.start(Files.createDirectory(folder.resolve("serviceaccount")));
    api.add("127.0.0.9", "of-another-kind", management);
  }

  @AfterEach
  void end() throws InterruptedException {
    for (GuardedProcess node : nodes) {
      node.kill();
    }
    api.close();
  }

  @Test
  void nodesFormOneClusterOnceSoManyAsAskedForHaveFoundEachOther() throws Exception {
    Path log = start(FIRST);

    await("alone, the first waits").atMost(PATIENCE).until(() -> times(TOO_FEW, log) >= 3);
    assertThat(members(FIRST)).as("a node that waits has begun no cluster").isEmpty();

    start(SECOND);

    Set<String> both = Set.of(address(FIRST), address(SECOND));
    await("both in one cluster")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> members(FIRST).equals(both) && members(SECOND).equals(both));
    assertThat(api.refused()).as("nothing but the list of pods is asked for").isZero();
  }

  /** Starts a node and lists its pod; what it says goes into the file that is returned. */
  private Path start(String ip) throws IOException {
    Map<String, String> variables = new HashMap<>(api.variables());
    variables.put("FOOTFALL_HOST", ip);
    variables.put("FOOTFALL_REMOTING_PORT", Integer.toString(remoting));
    variables.put("FOOTFALL_MANAGEMENT_PORT", Integer.toString(management));
    variables.put("FOOTFALL_BOOTSTRAP", "kubernetes");
    variables.put("FOOTFALL_BOOTSTRAP_NODES", "2");
    List<String> options = new ArrayList<>(api.options());
    options.add("-Dakka.management.cluster.bootstrap.contact-point-discovery.stable-margin=1s");
    Path log = folder.resolve(ip + ".log");
    nodes.add(
        GuardedProcess.start(
            NodeJvm.command("footfall.node.JoiningNode", options), variables, "KILL", log));
    api.add(ip, "management", management);
    return log;
  }

  private String address(String ip) {
    return "akka://footfall@%s:%d".formatted(ip, remoting);
  }

  /** Addresses of the members that are up, as a node tells whoever asks its management port. */
  private Set<String> members(String ip) throws IOException, InterruptedException {
    URI asked = URI.create("http://%s:%d/bootstrap/seed-nodes".formatted(ip, management));
    HttpResponse<String> answer =
        http.send(HttpRequest.newBuilder(asked).build(), HttpResponse.BodyHandlers.ofString());
    Set<String> members = new TreeSet<>();
    for (JsonNode seed : JsonMapper.builder().build().readTree(answer.body()).get("seedNodes")) {
      if (seed.get("status").asText().equals("Up")) {
        members.add(seed.get("node").asText());
      }
    }
    return members;
  }

  private static long times(String what, Path log) throws IOException {
    try (var lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(what)).count();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(FIRST))) {
      return socket.getLocalPort();
    }
  }
}
