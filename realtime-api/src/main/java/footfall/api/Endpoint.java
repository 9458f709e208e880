package footfall.api;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What answers every request to one path. For a path that is asked thousands of times a second: it
 * is looked up before the routes, whose directives cost each request more than the lookup.
 *
 * @param path as the request line has it, without the query; not decoded
 * @param answer on a server's thread, and must not block; a failure becomes a 500 and a line in the
 *     log
 */
public record Endpoint(String path, Function<HttpRequest, CompletionStage<HttpResponse>> answer) {}
