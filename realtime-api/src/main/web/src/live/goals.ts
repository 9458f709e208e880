import type { Goal } from '../api/items';
import { goalLabel } from '../text/labels';
import type { GoalRow, TopRow } from './frames';

/**
 * What the page lists: every active goal, met or not, and what else was met in these minutes, such as a goal that has
 * been paused since. Most conversions first, then by name.
 */
export function goalRows(goals: readonly Goal[], met: readonly GoalRow[]): TopRow[] {
  const conversions = new Map(met.map((row) => [row.goalId, row.conversions]));
  const shown = new Set([...goals.filter((goal) => goal.is_active).map((goal) => goal.goal_id), ...conversions.keys()]);
  return [...shown]
    .map((goalId) => ({ value: goalId, pageviews: conversions.get(goalId) ?? 0 }))
    .sort((a, b) => b.pageviews - a.pageviews || goalLabel(goals, a.value).localeCompare(goalLabel(goals, b.value)));
}

/** The ids of goals that were met between two frames; none where there is no frame before. */
export function risen(before: readonly GoalRow[] | null, after: readonly GoalRow[]): string[] {
  if (before === null) return [];
  const known = new Map(before.map((row) => [row.goalId, row.conversions]));
  return after.filter((row) => row.conversions > (known.get(row.goalId) ?? 0)).map((row) => row.goalId);
}
