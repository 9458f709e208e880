import { list } from '../api/accounts';
import type { Goal } from '../api/items';
import { useLoad } from '../app/useLoad';
import { visible } from '../text/visible';
import type { LiveFrame } from './frames';
import { goalRows, nameOf } from './goals';
import { TopList } from './TopList';

const NONE: readonly Goal[] = [];

/** How often each goal was met in the last half hour, as it happens. */
export function Goals({ websiteId, frame }: { readonly websiteId: string; readonly frame: LiveFrame }) {
  // Asked again when a goal is met that was not known: it has just been made.
  const met = frame.goals.map((row) => row.goalId).sort();
  const goals = useLoad(`${websiteId} ${met.join(' ')}`, () => list<Goal>(websiteId, 'goals'));
  if (goals.value === null && goals.loading) return null;
  const known = goals.value ?? NONE;
  return (
    <TopList
      id="goals"
      title="Goals"
      unit="Conversions"
      rows={goalRows(known, frame.goals)}
      total={frame.goals.reduce((sum, row) => sum + row.conversions, 0)}
      label={(goalId) => visible(nameOf(known, goalId))}
      emptyText={goals.problem === '' ? 'No goals yet: add one in the settings' : 'Goals could not be read'}
    />
  );
}
