import { describe, expect, it } from 'vitest';
import type { Goal } from '../../src/api/items';
import { goalRows, nameOf } from '../../src/live/goals';

function goal(goal_id: string, name: string, is_active = true): Goal {
  return {
    goal_id,
    name,
    goal_type: 'event',
    match_type: 'equals',
    pattern: 'signup',
    threshold: null,
    value: null,
    is_active,
  };
}

const GOALS = [goal('a', 'Signed up'), goal('b', 'Bought'), goal('c', 'Paused', false), goal('d', 'Also paused', false)];

describe('the goals of the live page', () => {
  it('are every active one, and one that was met before it was paused', () => {
    const rows = goalRows(GOALS, [
      { goalId: 'c', conversions: 2 },
      { goalId: 'gone', conversions: 1 },
    ]);
    expect(rows).toEqual([
      { value: 'c', pageviews: 2 },
      { value: 'gone', pageviews: 1 },
      { value: 'b', pageviews: 0 },
      { value: 'a', pageviews: 0 },
    ]);
  });

  it('are none for a website that has none', () => {
    expect(goalRows([], [])).toEqual([]);
  });

  it('keep a name when they were removed', () => {
    expect(nameOf(GOALS, 'b')).toBe('Bought');
    expect(nameOf(GOALS, 'gone')).toBe('A removed goal');
  });
});
