package footfall.sdk;

import footfall.protocol.hit.DropReason;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.HitJson;
import footfall.protocol.hit.Limits;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Sends hits in their order, some together, again and again until they are acknowledged: over HTTP
 * to a collector, or to Kafka. Each attempt sends the same hit with the same event id, so it counts
 * once; only {@code sent_at} is new. Any thread may send; a daemon thread delivers.
 *
 * <pre>{@code
 * try (HitSender sender = HitSender.overHttp(URI.create("https://stats.example"))) {
 *   sender.send(HitBuilder.event("shop", "Signup").userId("u-7").prop("plan", "pro").build());
 * }
 * }</pre>
 */
public final class HitSender implements AutoCloseable {
  /** How long {@link #close()} waits. */
  public static final Duration CLOSE = Duration.ofSeconds(10);

  private final Delivery delivery;
  private final HitQueue queue;
  private final DeliveryThread thread;

  private HitSender(Delivery delivery, SenderSettings settings) {
    this.delivery = delivery;
    this.queue = new HitQueue(settings.capacity(), settings.hitsPerAttempt());
    this.thread = new DeliveryThread(queue, delivery, settings);
    thread.start();
  }

  /** {@link #overHttp(URI, SenderSettings)} with {@link SenderSettings#DEFAULT}. */
  public static HitSender overHttp(URI collector) {
    return overHttp(collector, SenderSettings.DEFAULT);
  }

  /**
   * A sender to a collector. Answers 429 and 5xx, and none at all, are tried again, after {@code
   * Retry-After} where it is given.
   *
   * @param collector where {@code /api/event} is, such as {@code https://stats.example} or {@code
   *     https://shop.example/stats}
   * @throws IllegalArgumentException where that is no http or https address
   */
  public static HitSender overHttp(URI collector, SenderSettings settings) {
    return new HitSender(
        new HttpDelivery(collector, Optional.empty(), settings.attemptTimeout()), settings);
  }

  /**
   * The same with an API key of scope {@code events:write}: it speaks for its website, so the hits
   * of a website with {@code allowed_hostnames} need no page. It goes along with each request, and
   * to no other address: redirects are not followed. Use https outside of your own network.
   *
   * @param apiKey as the website's settings have shown it, {@code ffk_...}
   * @throws IllegalArgumentException where {@code apiKey} is none, too; the message does not have
   *     it
   */
  public static HitSender overHttp(URI collector, String apiKey, SenderSettings settings) {
    return new HitSender(
        new HttpDelivery(collector, Optional.of(apiKey), settings.attemptTimeout()), settings);
  }

  /** {@link #toKafka(String, Map, SenderSettings)} with {@link SenderSettings#DEFAULT}. */
  public static HitSender toKafka(String bootstrapServers, Map<String, String> access) {
    return toKafka(bootstrapServers, access, SenderSettings.DEFAULT);
  }

  /**
   * A sender to the topic {@code events}; wants {@code kafka-clients} on the class path. Nobody
   * adds an address, a user agent or a visitor here, and no clock's skew is taken out.
   *
   * @param access further properties of Kafka's client: how to prove who we are, whom to trust
   */
  public static HitSender toKafka(
      String bootstrapServers, Map<String, String> access, SenderSettings settings) {
    return new HitSender(
        new KafkaDelivery(bootstrapServers, access, settings.attemptTimeout()), settings);
  }

  /**
   * Takes a hit to be sent; does not wait.
   *
   * @return completes when the hit is acknowledged; fails with {@link HitRefusedException} where it
   *     is refused for good, with {@link NotDeliveredException} where the sender was closed before.
   *     What depends on it runs on the sender's thread and must not block
   * @throws InvalidHitException at once, where it could never be delivered
   * @throws QueueFullException where as many hits wait as may
   * @throws IllegalStateException where the sender is closed
   */
  public CompletableFuture<Void> send(Hit hit) {
    delivery.check(hit);
    int bytes = HitJson.write(hit.withTimes(hit.clientTimestamp(), Limits.MAX_TIMESTAMP)).length;
    if (bytes > Limits.HIT_BYTES) {
      throw new InvalidHitException(
          DropReason.TOO_LARGE,
          "the hit has " + bytes + " bytes; send at most " + Limits.HIT_BYTES);
    }
    return queue.add(hit, bytes);
  }

  /** Hits that were taken and are not yet acknowledged, 0 to the capacity. */
  public int waiting() {
    return queue.size();
  }

  /** Why the last attempt that failed did, for a log or an alert; empty where none has. */
  public String lastFailure() {
    return thread.lastFailure();
  }

  /** {@link #close(Duration)} with {@link #CLOSE}. */
  @Override
  public void close() {
    close(CLOSE);
  }

  /**
   * Takes no more hits, sends those that wait, and stops; at the deadline even in the middle of an
   * attempt. An interrupt ends the waiting. A second call changes nothing.
   *
   * @return hits that are not known to be delivered; their futures have failed
   */
  public int close(Duration deadline) {
    thread.finish(deadline);
    int left = queue.abandon(thread.lastFailure());
    delivery.close();
    return left;
  }
}
