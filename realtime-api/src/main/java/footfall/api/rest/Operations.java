package footfall.api.rest;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import akka.http.scaladsl.model.EntityStreamException;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.http.scaladsl.model.IllegalUriException;
import footfall.api.access.Caller;
import footfall.api.access.KnownViewer;
import footfall.api.access.Refused;
import footfall.persistence.metadata.MetadataException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of operations as a route; requests to other paths are left to other routes. */
public final class Operations {
  /** Most bytes of a body. */
  public static final int BODY_BYTES = 64 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Operations.class);
  private static final long BODY_MILLIS = 10_000;
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Map<String, String> CONFLICTS =
      Map.of(
          "users_email_key", "An account has this email already.",
          "website_keeps_an_owner",
              "A website keeps at least one owner: make somebody else one first.",
          "custom_dimensions_index", "Another custom dimension has this index.",
          "custom_metrics_index", "Another custom metric has this index.");

  private final List<Line> lines;
  private final Backing backing;
  private final ActorSystem<?> system;

  /**
   * What every operation stands on.
   *
   * @param viewers who sent a request
   * @param callers where it came from
   * @param refresh run after every change, so that this node knows of it before it answers
   */
  public record Backing(
      Function<HttpRequest, CompletionStage<KnownViewer>> viewers,
      KnownViewer nobody,
      Function<HttpRequest, Caller> callers,
      Workers workers,
      Runnable refresh) {}

  public Operations(List<Operation> all, Backing backing, ActorSystem<?> system) {
    this.lines = all.stream().map(one -> new Line(one, segments(one.path()))).toList();
    this.backing = backing;
    this.system = system;
  }

  public List<Operation> all() {
    return lines.stream().map(Line::operation).toList();
  }

  private record Line(Operation operation, String[] form) {}

  public Route route() {
    return Directives.extractRequest(
        request -> {
          String[] segments = segments(request.getUri().path());
          List<Line> here = lines.stream().filter(line -> matches(line.form(), segments)).toList();
          return here.isEmpty()
              ? Directives.reject()
              : Directives.completeWithFuture(
                  here.stream()
                      .filter(line -> line.operation().method().equals(request.method()))
                      .findFirst()
                      .map(line -> answer(line, request, segments))
                      .orElseGet(() -> notAllowed(request, here)));
        });
  }

  private CompletionStage<HttpResponse> answer(Line line, HttpRequest request, String[] segments) {
    Operation operation = line.operation();
    Map<String, String> path = named(line.form(), segments);
    return request
        .entity()
        .withSizeLimit(BODY_BYTES)
        .toStrict(BODY_MILLIS, system)
        .thenCompose(
            body ->
                viewer(operation, request, path)
                    .thenCompose(
                        viewer ->
                            run(
                                operation,
                                () ->
                                    handled(
                                        operation,
                                        new Call(
                                            request,
                                            viewer,
                                            backing.callers.apply(request),
                                            path,
                                            body.getData().toArrayUnsafe())))))
        .exceptionally(Operations::failed);
  }

  private CompletionStage<HttpResponse> run(Operation operation, Supplier<HttpResponse> work) {
    return operation.isFromMemory()
        ? CompletableFuture.completedFuture(work.get())
        : backing.workers.run(work);
  }

  private CompletionStage<KnownViewer> viewer(
      Operation operation, HttpRequest request, Map<String, String> path) {
    return switch (operation.need().who()) {
      case ANYBODY -> CompletableFuture.completedFuture(backing.nobody);
      case ANYBODY_KNOWN, ACCOUNT -> backing.viewers.apply(request);
      case MEMBER ->
          backing
              .viewers
              .apply(request)
              .thenCompose(
                  viewer -> viewer.sureOf(path.get("website_id")).thenApply(sure -> viewer));
    };
  }

  private HttpResponse handled(Operation operation, Call call) {
    operation.need().check(call.viewer(), call.path().getOrDefault("website_id", ""));
    HttpResponse answer = operation.handler().answer(call);
    if (call.changes() && !operation.isFromMemory()) {
      backing.refresh.run();
    }
    return answer;
  }

  private CompletionStage<HttpResponse> notAllowed(HttpRequest request, List<Line> here) {
    request.discardEntityBytes(system);
    String methods =
        String.join(", ", here.stream().map(line -> line.operation().method().value()).toList());
    return CompletableFuture.completedFuture(
        HttpResponse.create()
            .withStatus(StatusCodes.METHOD_NOT_ALLOWED)
            .addHeader(RawHeader.create("Allow", methods)));
  }

  private static HttpResponse failed(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof Refused refused) {
      return refused.response();
    }
    if (cause instanceof MetadataException stored) {
      return stored.violated().map(Operations::conflict).orElseGet(() -> away(stored));
    }
    if (cause instanceof EntityStreamSizeException) {
      return Refused.tooLarge("Send at most " + BODY_BYTES + " bytes.").response();
    }
    if (cause instanceof IllegalUriException) {
      return Refused.badRequest("bad_query", "The query of this address cannot be read.")
          .response();
    }
    if (cause instanceof TimeoutException || cause instanceof EntityStreamException) {
      return Refused.badRequest("incomplete", "The body did not arrive as a whole.").response();
    }
    LOG.error("A request could not be answered", cause);
    return HttpResponse.create().withStatus(StatusCodes.INTERNAL_SERVER_ERROR);
  }

  private static HttpResponse conflict(String constraint) {
    String message =
        constraint.endsWith("_name")
            ? "Another has this name on this website."
            : CONFLICTS.getOrDefault(
                constraint, "This contradicts what is there (" + constraint + ").");
    return Refused.conflict("conflict", message).response();
  }

  private static HttpResponse away(MetadataException failure) {
    if (!failure.isAway()) {
      LOG.error("A request could not be answered", failure);
    }
    return Refused.unavailable("The accounts' store is away; try again in a few seconds.", RETRY)
        .response();
  }

  private static String[] segments(String path) {
    return path.split("/", -1);
  }

  private static boolean isName(String segment) {
    return segment.startsWith("{");
  }

  private static boolean matches(String[] form, String[] segments) {
    if (form.length != segments.length) {
      return false;
    }
    for (int i = 0; i < form.length; i++) {
      boolean fits = isName(form[i]) ? !segments[i].isEmpty() : form[i].equals(segments[i]);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, String> named(String[] form, String[] segments) {
    Map<String, String> path = new TreeMap<>();
    for (int i = 0; i < form.length; i++) {
      if (isName(form[i])) {
        path.put(form[i].substring(1, form[i].length() - 1), segments[i]);
      }
    }
    return path;
  }
}
