import { describe, expect, it } from 'vitest';
import { axisTop, MINUTE_MS, slotsOf } from '../../src/chart/slots';

const NOW = 1_800_000_000_000;
const EMPTY = { minute: [], pageviews: [], events: [], activeUsers: [] };

describe('the thirty bars', () => {
  it('end with the newest minute and leave no minute out', () => {
    const slots = slotsOf({ minute: [NOW - 3 * MINUTE_MS, NOW], pageviews: [4, 9], events: [0, 1], activeUsers: [2, 3] }, NOW);
    expect(slots).toHaveLength(30);
    expect(slots.at(-1)).toEqual({ minute: NOW, pageviews: 9, events: 1, activeUsers: 3 });
    expect(slots.at(-4)).toEqual({ minute: NOW - 3 * MINUTE_MS, pageviews: 4, events: 0, activeUsers: 2 });
    expect(slots.filter((slot) => slot.pageviews === 0)).toHaveLength(28);
    expect(slots.every((slot, place) => place === 0 || slot.minute - (slots[place - 1]?.minute ?? 0) === MINUTE_MS)).toBe(true);
  });

  it('end with the minute of the frame where it has none', () => {
    expect(slotsOf(EMPTY, NOW + 59_999).at(-1)?.minute).toBe(NOW);
  });
});

describe('the axis', () => {
  it('ends at or above the highest value, at a number that can be halved', () => {
    for (let highest = 0; highest < 3_000; highest++) {
      const top = axisTop(highest);
      expect(top).toBeGreaterThanOrEqual(highest);
      expect(top % 2).toBe(0);
      expect(top).toBeLessThanOrEqual(Math.max(4, highest * 2));
    }
  });
});
