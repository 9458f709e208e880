package footfall.api.collect;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.scaladsl.model.EntityStreamException;
import akka.http.scaladsl.model.EntityStreamSizeException;
import footfall.api.Endpoint;
import footfall.api.access.Access;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/**
 * {@code POST /api/event}: one hit or an array of them, JSON, as {@code application/json} or {@code
 * text/plain}, plain or gzip. Any website may post here, so any origin may.
 *
 * <p>The server must be bound with {@code remote-address-attribute = on}.
 */
public final class CollectRoute {
  /** How an {@code Authorization} of ours begins; a proxy may have one of its own. */
  private static final String KEY = "Bearer ffk_";

  private static final Set<String> TYPES = Set.of("application/json", "text/plain");
  private static final List<HttpHeader> ANY_ORIGIN =
      List.of(
          RawHeader.create("Access-Control-Allow-Origin", "*"),
          RawHeader.create("Access-Control-Expose-Headers", "Retry-After"));
  private static final List<HttpHeader> PREFLIGHT =
      List.of(
          RawHeader.create("Access-Control-Allow-Methods", "POST"),
          RawHeader.create("Access-Control-Allow-Headers", "Content-Type, Content-Encoding"),
          RawHeader.create("Access-Control-Max-Age", "86400"));

  private final Collector collector;
  private final CollectSettings settings;
  private final RealPeer peer;
  private final Access access;
  private final ActorSystem<?> system;

  private CollectRoute(
      Collector collector, CollectSettings settings, Access access, ActorSystem<?> system) {
    this.collector = collector;
    this.settings = settings;
    this.access = access;
    this.peer = new RealPeer(new TrustedProxies(settings.trustedProxies()));
    this.system = system;
  }

  /**
   * A collector.
   *
   * @param hitLog takes the hits; who made it closes it
   * @param sources what the cluster knows of keys, salts and websites
   * @param clock tells the time of receipt
   */
  public static CollectRoute create(
      ActorSystem<?> system,
      CollectSettings settings,
      HitLog hitLog,
      CollectSources sources,
      LogClock clock,
      CollectCounters counters) {
    Collector.Parts parts =
        new Collector.Parts(
            new HitCompletion(
                new VisitorHashes(sources.routeKey(), sources.salts()), sources.websites()),
            new Admission(
                sources.websites(), settings.unknownWebsites(), new WebsiteRates(System::nanoTime)),
            new Sampling(sources.routeKey()),
            new PeerRates(settings.peerHitsPerSecond(), System::nanoTime),
            new WebsiteLookup(sources, settings.unknownWebsites(), system.executionContext()));
    return new CollectRoute(
        new Collector(parts, hitLog, settings.hitsPerRequest(), clock, counters),
        settings,
        sources.access(),
        system);
  }

  /** For a server to take: it answers every request to {@code /api/event}. */
  public Endpoint endpoint() {
    return new Endpoint(
        "/api/event", request -> answer(request).thenApply(reply -> reply.addHeaders(ANY_ORIGIN)));
  }

  private CompletionStage<HttpResponse> answer(HttpRequest request) {
    HttpResponse refusal = refuse(request);
    if (refusal != null) {
      request.discardEntityBytes(system);
      return CompletableFuture.completedFuture(refusal);
    }
    if (request.entity() instanceof HttpEntity.Strict strict) {
      return strict.getData().size() > settings.bodyBytes()
          ? CompletableFuture.completedFuture(tooLarge())
          : answer(request, strict.getData().toArrayUnsafe());
    }
    return request
        .entity()
        .withSizeLimit(settings.bodyBytes())
        .toStrict(settings.bodyTimeout().toMillis(), system)
        .thenCompose(strict -> answer(request, strict.getData().toArrayUnsafe()))
        .exceptionally(this::unread);
  }

  private CompletionStage<HttpResponse> answer(HttpRequest request, byte[] body) {
    byte[] plain = body;
    if (!encoding(request).equals("identity")) {
      try {
        plain = Gzip.decompress(body, settings.bodyBytes());
      } catch (Gzip.TooLargeException e) {
        return CompletableFuture.completedFuture(tooLarge());
      } catch (IOException e) {
        return CompletableFuture.completedFuture(
            Replies.error(
                StatusCodes.BAD_REQUEST, "malformed", "the body is not gzip, as its header says"));
      }
    }
    return collect(plain, request).thenApply(reply -> Replies.of(reply, settings.retryAfter()));
  }

  /** Only who shows a key is looked up: a cookie of the dashboard gives no right to write hits. */
  private CompletionStage<CollectReply> collect(byte[] plain, HttpRequest request) {
    Sender sender = sender(request);
    return !header(request, "authorization").regionMatches(true, 0, KEY, 0, KEY.length())
        ? collector.collect(plain, sender)
        : access
            .of(request)
            .handle(
                (viewer, failure) ->
                    failure == null
                        ? collector.collect(plain, sender.with(viewer))
                        : CompletableFuture.completedFuture(collector.unavailable(failure)))
            .thenCompose(reply -> reply);
  }

  /** Null where hits are posted; a preflight gets its answer here, too. */
  private static HttpResponse refuse(HttpRequest request) {
    if (request.method().equals(HttpMethods.POST)) {
      return refuseForm(request);
    }
    if (request.method().equals(HttpMethods.OPTIONS)) {
      return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT).addHeaders(PREFLIGHT);
    }
    return Replies.error(StatusCodes.METHOD_NOT_ALLOWED, "method_not_allowed", "send hits by POST")
        .addHeader(RawHeader.create("Allow", "POST, OPTIONS"));
  }

  /** Null where the body's type and encoding are such as we read. */
  private static HttpResponse refuseForm(HttpRequest request) {
    ContentType type = request.entity().getContentType();
    boolean known = type.equals(ContentTypes.APPLICATION_JSON) || isKnown(type);
    if (!known) {
      return Replies.error(
          StatusCodes.UNSUPPORTED_MEDIA_TYPE,
          "unsupported_content_type",
          "send JSON in UTF-8 as application/json or text/plain");
    }
    String encoding = encoding(request);
    return encoding.equals("identity") || encoding.equals("gzip")
        ? null
        : Replies.error(
            StatusCodes.UNSUPPORTED_MEDIA_TYPE,
            "unsupported_content_encoding",
            "send the body plain or as Content-Encoding: gzip");
  }

  private static boolean isKnown(ContentType type) {
    String name = type.mediaType().toString().toLowerCase(Locale.ROOT);
    return TYPES.contains(name.split(";", 2)[0])
        && type.getCharsetOption().map(charset -> isUtf8(charset.value())).orElse(true);
  }

  private static boolean isUtf8(String charset) {
    String name = charset.toLowerCase(Locale.ROOT);
    return name.equals("utf-8") || name.equals("us-ascii");
  }

  private HttpResponse unread(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof EntityStreamSizeException) {
      return tooLarge();
    }
    if (cause instanceof TimeoutException) {
      return Replies.error(
          StatusCodes.REQUEST_TIMEOUT,
          "timeout",
          "the body did not arrive within " + settings.bodyTimeout().toSeconds() + " s");
    }
    if (cause instanceof EntityStreamException) {
      return Replies.error(
          StatusCodes.BAD_REQUEST, "malformed", "the body ended early, or is not in its chunks");
    }
    throw new CompletionException(cause);
  }

  private HttpResponse tooLarge() {
    return Replies.error(
        StatusCodes.CONTENT_TOO_LARGE,
        "too_large",
        "send at most " + settings.bodyBytes() + " bytes in a request, also when decompressed");
  }

  private Sender sender(HttpRequest request) {
    return Sender.of(
        peer.address(request), header(request, "user-agent"), header(request, "accept-language"));
  }

  private static String encoding(HttpRequest request) {
    List<String> all = RealPeer.headers(request, "content-encoding");
    String encodings = all.isEmpty() ? "" : String.join(",", all);
    return encodings.isBlank() ? "identity" : encodings.strip().toLowerCase(Locale.ROOT);
  }

  private static String header(HttpRequest request, String lowerCaseName) {
    for (HttpHeader header : request.getHeaders()) {
      if (header.is(lowerCaseName)) {
        return header.value();
      }
    }
    return "";
  }
}
