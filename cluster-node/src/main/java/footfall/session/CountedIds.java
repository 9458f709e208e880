package footfall.session;

import java.util.Arrays;
import java.util.UUID;

/**
 * The set of event ids a session has counted: a plain array while small, 16 bytes an id and as much
 * again for those to come; from 32 ids on an open-addressing table, 21 to 43 bytes an id (three
 * quarters to three eighths full). The id of all zeros is kept apart.
 */
final class CountedIds {
  private static final int HASHED_FROM = 32;

  private long[] slots = new long[2];
  private int stored;
  private boolean hasZero;

  int size() {
    return stored + (hasZero ? 1 : 0);
  }

  boolean contains(long high, long low) {
    if (high == 0 && low == 0) {
      return hasZero;
    }
    int slot = slotOf(high, low);
    return slots[slot] == high && slots[slot + 1] == low;
  }

  boolean contains(UUID id) {
    return contains(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  void add(UUID id) {
    add(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  void add(long high, long low) {
    if (high == 0 && low == 0) {
      hasZero = true;
      return;
    }
    int slot = slotOf(high, low);
    if (slots[slot] == high && slots[slot + 1] == low) {
      return;
    }
    slots[slot] = high;
    slots[slot + 1] = low;
    stored++;
    growIfFull();
  }

  void addAll(CountedIds other) {
    other.forEach(this::add);
  }

  void forEach(Taker taker) {
    if (hasZero) {
      taker.take(0, 0);
    }
    for (int i = 0; i < slots.length; i += 2) {
      if (slots[i] != 0 || slots[i + 1] != 0) {
        taker.take(slots[i], slots[i + 1]);
      }
    }
  }

  /** Takes the two halves of an id. */
  interface Taker {
    void take(long high, long low);
  }

  private boolean hashed() {
    return slots.length > HASHED_FROM * 2;
  }

  /** The slot that holds the id, or the free one where it belongs. */
  private int slotOf(long high, long low) {
    int mask = slots.length / 2 - 1;
    int at = hashed() ? (int) (((high * 31 + low) * 0x9E3779B97F4A7C15L) >>> 32) & mask : 0;
    while (true) {
      int slot = at * 2;
      boolean free = slots[slot] == 0 && slots[slot + 1] == 0;
      if (free || (slots[slot] == high && slots[slot + 1] == low)) {
        return slot;
      }
      at = hashed() ? (at + 1) & mask : at + 1;
    }
  }

  /** Keeps at least one slot free, so that a search always ends. */
  private void growIfFull() {
    int capacity = slots.length / 2;
    if (!hashed() && stored < capacity) {
      return;
    }
    if (hashed() && stored * 4 <= capacity * 3) {
      return;
    }
    long[] old = slots;
    if (capacity * 2 <= HASHED_FROM) {
      slots = Arrays.copyOf(old, old.length * 2);
      return;
    }
    slots = new long[old.length * 2];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i] != 0 || old[i + 1] != 0) {
        int slot = slotOf(old[i], old[i + 1]);
        slots[slot] = old[i];
        slots[slot + 1] = old[i + 1];
      }
    }
  }
}
