package footfall.api;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.server.Route;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Function;

/** A real server on a free port of loopback, and a client. */
public final class ServerForTests implements AutoCloseable {
  private final ActorTestKit kit =
      ActorTestKit.create(ConfigFactory.parseString("akka.loglevel = WARNING"));
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI address;

  public ServerForTests(Function<ActorSystem<?>, Route> route, Probes probes) {
    this(system -> List.of(), system -> List.of(route.apply(system)), probes);
  }

  /** A server with one endpoint and no routes of its own. */
  public static ServerForTests of(Function<ActorSystem<?>, Endpoint> endpoint, Probes probes) {
    return new ServerForTests(
        system -> List.of(endpoint.apply(system)), system -> List.of(), probes);
  }

  private ServerForTests(
      Function<ActorSystem<?>, List<Endpoint>> endpoints,
      Function<ActorSystem<?>, List<Route>> routes,
      Probes probes) {
    int port =
        new ApiServer(
                kit.system(),
                HttpSettings.at("127.0.0.1", 0),
                endpoints.apply(kit.system()),
                routes.apply(kit.system()),
                probes)
            .bind()
            .toCompletableFuture()
            .join()
            .getPort();
    this.address = URI.create("http://127.0.0.1:" + port);
  }

  public ActorSystem<?> system() {
    return kit.system();
  }

  public URI address() {
    return address;
  }

  /** A request to a path, to be finished by the test. */
  public HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(address.resolve(path));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}
