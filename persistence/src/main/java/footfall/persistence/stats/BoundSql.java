package footfall.persistence.stats;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The values a statement is bound to. Each becomes a parameter of ClickHouse's own, such as {@code
 * {p3:String}}: it travels beside the statement and is never part of its text.
 */
final class BoundSql {
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, String> places = new HashMap<>();

  /** Stands for the text in the statement. */
  String text(String value) {
    return place("String", escaped(value));
  }

  String texts(List<String> each) {
    return place(
        "Array(String)",
        each.stream()
            .map(value -> "'" + escaped(value).replace("'", "\\'") + "'")
            .collect(Collectors.joining(",", "[", "]")));
  }

  String number(long value) {
    return place("UInt64", Long.toString(value));
  }

  /** A time as DateTime64, to the millisecond. */
  String time(Instant value) {
    return "fromUnixTimestamp64Milli(%s, 'UTC')"
        .formatted(place("Int64", Long.toString(value.toEpochMilli())));
  }

  /** A time as DateTime, to the second; from 1970 on, as all there are. */
  String second(Instant value) {
    return "toDateTime(%s, 'UTC')"
        .formatted(place("UInt32", Long.toString(Math.max(0, value.getEpochSecond()))));
  }

  /** Times as an array of epoch seconds. */
  String seconds(List<Instant> each) {
    return place(
        "Array(UInt32)",
        each.stream()
            .map(value -> Long.toString(value.getEpochSecond()))
            .collect(Collectors.joining(",", "[", "]")));
  }

  /** By parameter, without its prefix. */
  Map<String, Object> values() {
    return values;
  }

  /** The same value twice is one parameter: some are long. */
  private String place(String type, String value) {
    return places.computeIfAbsent(
        type + " " + value,
        added -> {
          String name = "p" + values.size();
          values.put(name, value);
          return "{" + name + ":" + type + "}";
        });
  }

  /** ClickHouse reads a parameter as it reads a field of TSV. */
  private static String escaped(String value) {
    return value
        .replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\0", "\\0");
  }
}
