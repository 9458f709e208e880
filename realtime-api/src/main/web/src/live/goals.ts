import type { Goal } from '../api/items';
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
    .sort((a, b) => b.pageviews - a.pageviews || nameOf(goals, a.value).localeCompare(nameOf(goals, b.value)));
}

/** A goal that is not in the list any more has been removed. */
export function nameOf(goals: readonly Goal[], goalId: string): string {
  return goals.find((goal) => goal.goal_id === goalId)?.name ?? 'A removed goal';
}
