package footfall.session;

/** A value with its place in a session: the first or the last by (event time, offset) is kept. */
final class Placed<T> {
  private long time;
  private long offset;
  private T value;

  T value() {
    return value;
  }

  T or(T otherwise) {
    return value == null ? otherwise : value;
  }

  long time() {
    return time;
  }

  long offset() {
    return offset;
  }

  void set(long newTime, long newOffset, T newValue) {
    time = newTime;
    offset = newOffset;
    value = newValue;
  }

  void earliest(long newTime, long newOffset, T newValue) {
    if (value == null || newTime < time || (newTime == time && newOffset < offset)) {
      set(newTime, newOffset, newValue);
    }
  }

  void latest(long newTime, long newOffset, T newValue) {
    if (value == null || newTime > time || (newTime == time && newOffset > offset)) {
      set(newTime, newOffset, newValue);
    }
  }

  void earliest(Placed<T> other) {
    if (other.value != null) {
      earliest(other.time, other.offset, other.value);
    }
  }

  void latest(Placed<T> other) {
    if (other.value != null) {
      latest(other.time, other.offset, other.value);
    }
  }
}
