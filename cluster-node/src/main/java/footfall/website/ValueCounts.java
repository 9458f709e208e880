package footfall.website;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Pageviews by value: exact for the first {@link #MAX_VALUES} values, which together have at most
 * {@link #MAX_TEXT} characters; what comes after counts as "other". The text bound keeps one
 * encoded part well under a journal write.
 *
 * <p>An open-addressing table: small (40 bytes while empty, 96 with one value) because a shard
 * keeps thousands of them, and without an allocation per count. At least one slot is free, so that
 * a search ends. For one thread.
 */
final class ValueCounts {
  static final int MAX_VALUES = 1_000;
  static final int MAX_TEXT = 128 * 1024;

  /** The most pageviews first; equals by value. */
  static final Comparator<Entry> BY_PAGEVIEWS =
      Comparator.comparingLong(Entry::pageviews).reversed().thenComparing(Entry::value);

  private static final String[] NO_VALUES = new String[1];
  private static final long[] NO_COUNTS = new long[1];

  private String[] values = NO_VALUES;
  private long[] counts = NO_COUNTS;
  private int size;
  private int text;
  private long other;

  /** One value and its pageviews. */
  record Entry(String value, long pageviews) {}

  /** An empty value counts nowhere. */
  void add(String value, long pageviews) {
    if (value.isEmpty()) {
      return;
    }
    int slot = slotOf(value);
    if (values[slot] != null) {
      counts[slot] += pageviews;
    } else if (size < MAX_VALUES && text + value.length() <= MAX_TEXT) {
      insert(slot, value, pageviews);
    } else {
      other += pageviews;
    }
  }

  void addOther(long pageviews) {
    other += pageviews;
  }

  /** Adds another table; where the bounds are passed, the values with most pageviews stay. */
  void merge(ValueCounts more) {
    if (size + more.size <= MAX_VALUES && text + more.text <= MAX_TEXT) {
      if (more.values.length > values.length) {
        resize(more.values.length);
      }
      for (int i = 0; i < more.values.length; i++) {
        if (more.values[i] != null) {
          add(more.values[i], more.counts[i]);
        }
      }
      other += more.other;
      return;
    }
    ValueCounts both = new ValueCounts();
    for (Entry entry : sumWith(more)) {
      both.add(entry.value, entry.pageviews);
    }
    both.other += other + more.other;
    become(both);
  }

  private List<Entry> sumWith(ValueCounts more) {
    List<Entry> sums = new ArrayList<>(size + more.size);
    for (Entry mine : entries()) {
      sums.add(new Entry(mine.value, mine.pageviews + more.pageviewsOf(mine.value)));
    }
    for (Entry theirs : more.entries()) {
      if (!has(theirs.value)) {
        sums.add(theirs);
      }
    }
    sums.sort(BY_PAGEVIEWS);
    return sums;
  }

  private void become(ValueCounts next) {
    values = next.values;
    counts = next.counts;
    size = next.size;
    text = next.text;
    other = next.other;
  }

  private boolean has(String value) {
    return values[slotOf(value)] != null;
  }

  /** 0 for a value that has none of its own. */
  long pageviewsOf(String value) {
    int slot = slotOf(value);
    return values[slot] == null ? 0 : counts[slot];
  }

  /** Pageviews of the values that found no place. */
  long other() {
    return other;
  }

  /** Pageviews of all values. */
  long total() {
    long total = other;
    for (long count : counts) {
      total += count;
    }
    return total;
  }

  int size() {
    return size;
  }

  /** In no particular order. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>(size);
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        entries.add(new Entry(values[i], counts[i]));
      }
    }
    return entries;
  }

  /** The {@code n} values with most pageviews, most first; equals by value. */
  List<Entry> top(int n) {
    PriorityQueue<Entry> best = new PriorityQueue<>(BY_PAGEVIEWS.reversed());
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null && (best.size() < n || counts[i] >= best.peek().pageviews)) {
        best.add(new Entry(values[i], counts[i]));
        if (best.size() > n) {
          best.remove();
        }
      }
    }
    List<Entry> top = new ArrayList<>(best);
    top.sort(BY_PAGEVIEWS);
    return top;
  }

  /** The slot that holds the value, or the free one where it would go. */
  private int slotOf(String value) {
    int mask = values.length - 1;
    int hash = value.hashCode();
    int slot = (hash ^ (hash >>> 16)) & mask;
    while (values[slot] != null && !values[slot].equals(value)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void insert(int slot, String value, long pageviews) {
    int place = slot;
    if ((size + 1) * 4 > values.length * 3) {
      resize(values.length * 2);
      place = slotOf(value);
    }
    values[place] = value;
    counts[place] = pageviews;
    text += value.length();
    size++;
  }

  private void resize(int slots) {
    String[] oldValues = values;
    long[] oldCounts = counts;
    values = new String[slots];
    counts = new long[slots];
    for (int i = 0; i < oldValues.length; i++) {
      if (oldValues[i] != null) {
        int slot = slotOf(oldValues[i]);
        values[slot] = oldValues[i];
        counts[slot] = oldCounts[i];
      }
    }
  }
}
