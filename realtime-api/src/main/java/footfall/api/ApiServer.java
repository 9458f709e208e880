package footfall.api;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.event.NoLogging;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import akka.http.javadsl.settings.ServerSettings;
import akka.io.TcpSO;
import akka.japi.function.Function;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Source;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's HTTP server: its routes behind one address, with the headers every answer carries. */
public final class ApiServer {
  private static final long BODY_BYTES = 1024 * 1024;
  private static final int BACKLOG = 1_024;

  /**
   * What the kernel takes for a dashboard that does not read, before we notice: left to itself it
   * takes megabytes, ten minutes of frames.
   */
  private static final int SEND_BUFFER_BYTES = 16 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
  private static final List<HttpHeader> SECURITY =
      List.of(
          RawHeader.create(
              "Content-Security-Policy",
              "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none';"
                  + " require-trusted-types-for 'script'; trusted-types 'none'"),
          RawHeader.create("X-Content-Type-Options", "nosniff"),
          RawHeader.create("Referrer-Policy", "same-origin"));

  private final ActorSystem<?> system;
  private final HttpSettings settings;
  private final Map<String, Endpoint> endpoints;
  private final Route routes;

  /**
   * A server that is not bound yet.
   *
   * @param endpoints asked before all routes, each for its own path
   * @param routes asked in this order, after the probes
   */
  public ApiServer(
      ActorSystem<?> system,
      HttpSettings settings,
      List<Endpoint> endpoints,
      List<Route> routes,
      Probes probes) {
    this.system = system;
    this.settings = settings;
    this.endpoints =
        endpoints.stream().collect(Collectors.toUnmodifiableMap(Endpoint::path, one -> one));
    this.routes =
        Directives.mapResponse(
            ApiServer::secured,
            () ->
                Directives.concat(new ProbeRoute(probes).route(), routes.toArray(Route[]::new))
                    .seal());
  }

  /** The tracker and the web page; to be asked after all other routes. */
  public static Route page() {
    return Directives.concat(
        new TrackerRoute("tracker/footfall.js").route(), new PageRoute("web").route());
  }

  /**
   * Listens; stops by itself in coordinated shutdown: first no new connections, then open requests
   * are answered, then the rest is cut.
   *
   * @return completes with the address; fails with an {@link IllegalStateException} that names the
   *     port when it is taken
   */
  public CompletionStage<InetSocketAddress> bind() {
    return Http.get(system)
        .newServerAt(settings.host(), settings.port())
        .withSettings(settingsOf(system, settings.within(openFiles())))
        // It tells of requests that it cannot read, or that take long, by quoting them.
        .logTo(NoLogging.getInstance())
        .bindFlow(requests(settings).mapAsync(1, handler()))
        .thenApply(binding -> binding.addToCoordinatedShutdown(settings.drain(), system))
        .thenApply(ServerBinding::localAddress)
        .exceptionally(this::notBound);
  }

  /**
   * The requests of one connection, which ends in peace where the next one does not come whole in
   * time: Akka's own timeout begins anew with every byte, and a byte a second would hold it for
   * hours. A request counts from its headers on; its body has a deadline where it is read.
   */
  private static Flow<HttpRequest, HttpRequest, NotUsed> requests(HttpSettings settings) {
    return Flow.of(HttpRequest.class)
        .initialTimeout(settings.firstRequest())
        .idleTimeout(settings.nextRequest())
        .recoverWith(TimeoutException.class, Source::empty);
  }

  private Function<HttpRequest, CompletionStage<HttpResponse>> handler() {
    Function<HttpRequest, CompletionStage<HttpResponse>> others = routes.handler(system);
    return request -> {
      Endpoint endpoint = endpoints.get(request.getUri().path());
      return endpoint == null ? others.apply(request) : answer(endpoint, request);
    };
  }

  private static CompletionStage<HttpResponse> answer(Endpoint endpoint, HttpRequest request) {
    try {
      return endpoint
          .answer()
          .apply(request)
          .handle((response, failure) -> secured(failure == null ? response : failed(failure)));
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(secured(failed(e)));
    }
  }

  private static HttpResponse failed(Throwable failure) {
    LOG.error("A request could not be answered", failure);
    return HttpResponse.create().withStatus(StatusCodes.INTERNAL_SERVER_ERROR);
  }

  private OpenFiles openFiles() {
    OpenFiles files = OpenFiles.ofThisProcess();
    files.warning(settings.mostConnections()).ifPresent(LOG::warn);
    return files;
  }

  /** Akka's settings of a server as ours ask for it. */
  public static ServerSettings settingsOf(ActorSystem<?> system, HttpSettings settings) {
    ServerSettings defaults = ServerSettings.create(system.classicSystem());
    return defaults
        .withMaxConnections(settings.mostConnections())
        .withBacklog(BACKLOG)
        .withSocketOptions(List.of(TcpSO.sendBufferSize(SEND_BUFFER_BYTES)))
        .withRemoteAddressAttribute(true)
        .withServerHeader(Optional.empty())
        .withVerboseErrorMessages(false)
        .withParserSettings(
            defaults
                .getParserSettings()
                .withMaxContentLength(BODY_BYTES)
                .withMaxToStrictBytes(BODY_BYTES)
                // A connection that keeps what it has read copies the table of all headers, 7 KB:
                // a browser's does not live long enough to gain from it, a dashboard's reads once.
                .withHeaderValueCacheLimits(Map.of("default", 0))
                // Anyone can send a malformed header: no reason for a line in the log each time.
                .withIllegalHeaderWarnings(false));
  }

  /** The answer to a WebSocket's upgrade goes out as it is. */
  private static HttpResponse secured(HttpResponse response) {
    return response.status().equals(StatusCodes.SWITCHING_PROTOCOLS)
        ? response
        : response.addHeaders(SECURITY);
  }

  private InetSocketAddress notBound(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    boolean taken = cause instanceof BindException || cause.getCause() instanceof BindException;
    throw new IllegalStateException(
        taken
            ? "Port %d of %s is taken: stop the program that listens there, or choose another by FOOTFALL_HTTP_PORT"
                .formatted(settings.port(), settings.host())
            : "The HTTP server could not listen on %s:%d: %s"
                .formatted(settings.host(), settings.port(), cause.getMessage()),
        cause);
  }
}
