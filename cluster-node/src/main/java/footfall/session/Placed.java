package footfall.session;

/**
 * A value with its place in a session: the first or the last by (event time, offset) is kept. Null
 * stands for a session that has none, as most have no user.
 *
 * @param time event time of the hit that brought it, epoch ms
 * @param offset of that hit
 */
record Placed<T>(long time, long offset, T value) {

  static <T> Placed<T> earliest(Placed<T> kept, long time, long offset, T value) {
    return kept == null || time < kept.time || (time == kept.time && offset < kept.offset)
        ? new Placed<>(time, offset, value)
        : kept;
  }

  static <T> Placed<T> latest(Placed<T> kept, long time, long offset, T value) {
    return kept == null || time > kept.time || (time == kept.time && offset > kept.offset)
        ? new Placed<>(time, offset, value)
        : kept;
  }

  static <T> Placed<T> earliest(Placed<T> one, Placed<T> other) {
    return other == null ? one : earliest(one, other.time, other.offset, other.value);
  }

  static <T> Placed<T> latest(Placed<T> one, Placed<T> other) {
    return other == null ? one : latest(one, other.time, other.offset, other.value);
  }

  static String text(Placed<String> placed) {
    return placed == null ? "" : placed.value;
  }
}
