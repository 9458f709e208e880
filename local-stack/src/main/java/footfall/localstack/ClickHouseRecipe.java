package footfall.localstack;

import com.sun.jna.Native;
import footfall.localstack.engine.Engine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jpountz.lz4.LZ4Factory;

/** The ClickHouse engine in a JVM of its own, behind ClickHouse's HTTP interface. */
final class ClickHouseRecipe implements ServiceRecipe {
  private static final Duration PING = Duration.ofSeconds(2);

  private final Place place;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PING).build();

  ClickHouseRecipe(Place place) {
    this.place = place;
  }

  /** Password of user {@code default}: {@code FOOTFALL_CLICKHOUSE_PASSWORD}, else empty. */
  static String password() {
    return System.getenv().getOrDefault("FOOTFALL_CLICKHOUSE_PASSWORD", "");
  }

  @Override
  public void prepare() {
    place.home().engineLibrary();
  }

  @Override
  public List<String> command() {
    String classPath =
        Home.codeOf(Engine.class)
            + ":"
            + Home.codeOf(Native.class)
            + ":"
            + Home.codeOf(LZ4Factory.class);
    List<String> command = new ArrayList<>(List.of(Java.program(), "-XX:+UseSerialGC"));
    command.addAll(
        place.small() ? List.of("-Xmx192m", "-XX:TieredStopAtLevel=1") : List.of("-Xmx384m"));
    command.addAll(
        List.of(
            "-cp",
            classPath,
            "footfall.localstack.engine.EngineMain",
            place.home().engineLibrary().toString(),
            place.directory().toString(),
            place.host(),
            Integer.toString(place.port())));
    return command;
  }

  /** The JVM's own signal chaining keeps its handlers in place beside the engine's. */
  @Override
  public Map<String, String> environment() {
    return Map.of("LD_PRELOAD", Java.home().resolve("lib/libjsig.so").toString());
  }

  @Override
  public boolean isReady(String logSinceLaunch) {
    URI ping = URI.create("http://" + place.host() + ":" + place.port() + "/ping");
    try {
      HttpRequest request = HttpRequest.newBuilder(ping).timeout(PING).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while waiting for ClickHouse", e);
    }
  }
}
