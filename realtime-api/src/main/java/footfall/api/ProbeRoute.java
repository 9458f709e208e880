package footfall.api;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.util.List;
import java.util.function.Supplier;

/** {@code GET /ready}, {@code /alive} and {@code /metrics}. */
final class ProbeRoute {
  private final Probes probes;

  ProbeRoute(Probes probes) {
    this.probes = probes;
  }

  Route route() {
    return Directives.concat(
        get("alive", () -> text(StatusCodes.OK, "alive\n")),
        get("ready", this::ready),
        get("metrics", () -> text(StatusCodes.OK, probes.metrics().get())));
  }

  private HttpResponse ready() {
    List<String> missing = probes.missing().get();
    return missing.isEmpty()
        ? text(StatusCodes.OK, "ready\n")
        : text(StatusCodes.SERVICE_UNAVAILABLE, String.join("\n", missing) + "\n");
  }

  private static Route get(String path, Supplier<HttpResponse> answer) {
    return Directives.path(
        path,
        () ->
            Directives.get(
                () -> Directives.extractRequest(request -> Directives.complete(answer.get()))));
  }

  private static HttpResponse text(StatusCode status, String text) {
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, text));
  }
}
