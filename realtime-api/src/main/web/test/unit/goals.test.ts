import { describe, expect, it } from 'vitest';
import type { Goal } from '../../src/api/items';
import { goalRows, risen } from '../../src/live/goals';
import { goalLabel } from '../../src/text/labels';

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

  it('have a name when they were deleted, and while nobody knows theirs', () => {
    expect([goalLabel(GOALS, 'b'), goalLabel(GOALS, 'gone'), goalLabel(null, 'b'), goalLabel(GOALS, '')]).toEqual(['Bought', 'Deleted goal', 'Goal', 'No goal']);
  });

  it('are met at this moment where their conversions have grown since the frame before', () => {
    const before = [{ goalId: 'a', conversions: 2 }, { goalId: 'b', conversions: 5 }];
    const after = [{ goalId: 'a', conversions: 3 }, { goalId: 'b', conversions: 4 }, { goalId: 'c', conversions: 1 }];
    expect(risen(before, after)).toEqual(['a', 'c']);
    expect(risen(null, after)).toEqual([]);
  });
});
