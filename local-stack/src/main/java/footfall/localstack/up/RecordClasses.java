package footfall.localstack.up;

import footfall.localstack.ClassArchive;
import footfall.localstack.LocalStack;
import footfall.localstack.Ports;
import footfall.localstack.Service;
import footfall.localstack.StackSettings;
import footfall.localstack.up.UpSettings.Port;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Entry that the build calls: starts everything once on data of its own, lets a hit come to the
 * live page, stops it all, and keeps of each JVM the archive of its classes. Nothing happens where
 * the archives are newer than the jars.
 */
public final class RecordClasses {
  private static final PrintStream OUT = System.out;
  private static final int FRAMES = 5;
  private static final int LONGEST_SECONDS = 20;

  private RecordClasses() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("footfall.home")).toAbsolutePath().normalize();
    List<Path> libs =
        List.of(
            home.resolve("local-stack/services/kafka/target/lib"),
            home.resolve("local-stack/services/cassandra/target/lib"),
            NodePart.lib(home));
    if (libs.stream().noneMatch(lib -> new ClassArchive(lib).isStale())) {
      return;
    }
    OUT.println("recording classes, so that later starts are quicker (half a minute)");
    System.setProperty(ClassArchive.RECORDING, "true");
    run(home, home.resolve("target/recording"));
    libs.forEach(lib -> new ClassArchive(lib).keep());
  }

  private static void run(Path home, Path data) throws IOException, InterruptedException {
    Map<Port, Integer> ports = new EnumMap<>(Port.class);
    for (Port port : Port.values()) {
      ports.put(port, Ports.free());
    }
    UpSettings settings = new UpSettings(data, false, false, ports);
    EnumSet<Service> all = EnumSet.allOf(Service.class);
    try (LocalStack stack =
        LocalStack.start(new StackSettings(data, all, Map.of(), false, line -> {}))) {
      NodePart node = NodePart.ofUp(home, settings, stack.addresses(), SetupToken.fresh());
      try {
        node.start();
        showHits("127.0.0.1:" + settings.port(Port.HTTP));
      } finally {
        node.stop();
      }
    }
  }

  /** Sends a hit now and then until some frames have come: all that a hit meets is then loaded. */
  private static void showHits(String address) throws IOException, InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    CountDownLatch frames = new CountDownLatch(FRAMES);
    WebSocket live =
        http.newWebSocketBuilder()
            .buildAsync(URI.create("ws://" + address + "/api/live/recording"), counting(frames))
            .join();
    HttpRequest hit =
        HttpRequest.newBuilder(URI.create("http://" + address + "/api/event"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(hit()))
            .build();
    for (int second = 0; second < LONGEST_SECONDS && frames.getCount() > 0; second++) {
      http.send(hit, HttpResponse.BodyHandlers.discarding());
      var unused = frames.await(1, TimeUnit.SECONDS);
    }
    live.abort();
  }

  private static String hit() {
    return """
        {"website_id":"recording","event_type":"pageview","visitor_id":"v","client_timestamp":%d,\
        "page_url":"https://example.org/?utm_source=a","page_referrer":"https://example.com/",\
        "user_agent":"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
        """
        .formatted(System.currentTimeMillis());
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
