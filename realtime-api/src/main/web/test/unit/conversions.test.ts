import { describe, expect, it } from 'vitest';
import type { Goal } from '../../src/api/items';
import { valueName } from '../../src/overview/dimensions';
import { conversionRate, conversionRows } from '../../src/overview/conversions';

const goal = (goal_id: string, is_active = true) => ({ goal_id, name: goal_id.toUpperCase(), is_active }) as Goal;

describe('the goals of some days', () => {
  it('are those that were met, as they rank, then every other active one with nothing', () => {
    const met = [{ value: 'gone', sessions: 5, visitors: 4 }, { value: 'b', sessions: 2, visitors: 2 }];
    expect(conversionRows(met, [goal('a'), goal('b'), goal('c', false)])).toEqual([...met, { value: 'a', sessions: 0, visitors: 0 }]);
    expect(conversionRows([], [])).toEqual([]);
  });

  it('have a rate of all sessions, and one before where days are compared', () => {
    const row = { value: 'a', sessions: 3, previous: { sessions: 1 } };
    expect(conversionRate(row, { value: 60, previous: 50 })).toEqual({ value: 0.05, previous: 0.02 });
    expect(conversionRate(row, { value: 60 })).toEqual({ value: 0.05 });
    expect(conversionRate({ value: 'a', sessions: 3 }, { value: 60, previous: 50 })).toEqual({ value: 0.05, previous: 0 });
  });

  it('have none where there was no session or nobody knows yet, and never more than all', () => {
    expect(conversionRate({ value: 'a', sessions: 0 }, { value: 0, previous: 0 })).toEqual({ value: null, previous: null });
    expect(conversionRate({ value: 'a', sessions: 3 }, undefined)).toEqual({ value: null });
    expect(conversionRate({ value: 'a', sessions: 12 }, { value: 10 })).toEqual({ value: 1 });
  });

  it('are called by their names', () => {
    const named = { dimensions: new Map(), goals: [goal('a')] };
    expect([valueName('goal', 'a', named), valueName('goal', 'gone', named), valueName('goal', '', named)]).toEqual(['A', 'Deleted goal', 'No goal']);
  });
});
