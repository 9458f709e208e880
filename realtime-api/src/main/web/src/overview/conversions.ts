import type { Goal } from '../api/items';
import type { BreakdownRow, Compared } from '../api/stats';

/**
 * What the card of goals lists: what was met, as the server ranks it, then every other active goal
 * with nothing.
 */
export function conversionRows(rows: readonly BreakdownRow[], goals: readonly Goal[]): readonly BreakdownRow[] {
  const met = new Set(rows.map((row) => row.value));
  const unmet = goals.filter((goal) => goal.is_active && !met.has(goal.goal_id));
  return [...rows, ...unmet.map((goal) => ({ value: goal.goal_id, sessions: 0, visitors: 0 }))];
}

/**
 * The share of all sessions that met a goal, 0 to 1; null where there were none.
 *
 * @param all sessions of the same days and filters
 */
export function conversionRate(row: BreakdownRow, all: Compared | undefined): Compared {
  const value = shareOf(row.sessions, all?.value);
  // A goal without a row before was not met then.
  return all?.previous === undefined ? { value } : { value, previous: shareOf(row.previous?.sessions ?? 0, all.previous) };
}

function shareOf(sessions: number | null | undefined, all: number | null | undefined): number | null {
  if (sessions === null || sessions === undefined || all === null || all === undefined || all === 0) return null;
  return Math.min(1, sessions / all);
}
