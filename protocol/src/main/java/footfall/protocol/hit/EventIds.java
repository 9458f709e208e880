package footfall.protocol.hit;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The idempotency key of a hit whose sender gave it none. */
public final class EventIds {
  private EventIds() {}

  /**
   * The name-based UUID (version 3, MD5, no namespace) of the fields that stay the same when a hit
   * is sent again, in UTF-8, each ended by a line feed, which no text in a hit holds: website,
   * visitor key, type, client's time, what the event says of itself, page, transaction, custom
   * dimensions, metrics and props, each as key and value in the order of keys and each group ended
   * by another line feed. A number is the hexadecimal form of its IEEE 754 bits, because the
   * decimal one differs between releases of Java. Not among the fields is what differs between
   * attempts or is only found on the way: time of sending, address, user agent.
   */
  public static UUID derive(Hit hit) {
    StringBuilder name = new StringBuilder(256);
    add(name, hit.websiteId());
    add(name, hit.identity().visitorKey());
    add(name, hit.eventType().wire());
    add(name, Long.toString(hit.clientTimestamp()));
    addAction(name, hit.action());
    add(name, hit.page().url());
    add(name, hit.transaction().id());
    add(name, hit.transaction().revenue().map(Object::toString).orElse(""));
    addAll(name, hit.custom().dimensions());
    addAll(name, hit.custom().metrics());
    addAll(name, hit.custom().props());
    return UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void addAction(StringBuilder name, Hit.Action action) {
    add(name, action.name());
    add(name, action.category());
    add(name, action.action());
    add(name, action.label());
    add(name, action.value().map(EventIds::bits).orElse(""));
  }

  private static void addAll(StringBuilder name, Map<? extends Comparable<?>, ?> entries) {
    if (!entries.isEmpty()) {
      new TreeMap<>(entries)
          .forEach(
              (key, value) -> {
                add(name, key.toString());
                add(name, value instanceof Double number ? bits(number) : value.toString());
              });
    }
    name.append('\n');
  }

  private static String bits(double number) {
    return Long.toHexString(Double.doubleToLongBits(number));
  }

  private static void add(StringBuilder name, String text) {
    name.append(text).append('\n');
  }
}
