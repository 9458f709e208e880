import { list } from '../api/accounts';
import type { Goal } from '../api/items';
import { useLoad, type Loaded } from '../app/useLoad';
import type { LiveFrame } from './frames';

/** A website's goals; asked for again when one is met that was not met before: it may have just been made. */
export function useGoals(websiteId: string, frame: LiveFrame): Loaded<readonly Goal[]> {
  const met = new Set([...frame.goals.map((row) => row.goalId), ...frame.recentHits.flatMap((hit) => hit.goals)]);
  return useLoad(`${websiteId} ${[...met].sort().join(' ')}`, () => list<Goal>(websiteId, 'goals'));
}
