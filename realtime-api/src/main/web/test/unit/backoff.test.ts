import { describe, expect, it } from 'vitest';
import { backoff } from '../../src/live/connection';

describe('the wait before connecting again', () => {
  it('is never shorter than half a second nor longer than four', () => {
    for (let attempt = 0; attempt < 40; attempt++) {
      for (const chance of [0, 0.5, 0.999_999]) {
        expect(backoff(attempt, chance)).toBeGreaterThanOrEqual(500);
        expect(backoff(attempt, chance)).toBeLessThanOrEqual(4_000);
      }
    }
  });

  it('doubles its ceiling with each failure until it stays at four seconds', () => {
    const ceilings = [0, 1, 2, 3, 9].map((attempt) => Math.round(backoff(attempt, 0.999_999)));
    expect(ceilings).toEqual([1_000, 2_000, 4_000, 4_000, 4_000]);
  });

  it('spreads the dashboards of a node that went away', () => {
    expect(backoff(2, 0)).toBe(500);
    expect(backoff(2, 0.5)).toBe(2_250);
  });
});
