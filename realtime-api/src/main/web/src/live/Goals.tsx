import { useEffect, useRef, useState } from 'preact/hooks';
import { roleReaches } from '../api/accounts';
import type { Goal } from '../api/items';
import { settingsPath } from '../app/route';
import { useMembership } from '../app/session';
import type { Loaded } from '../app/useLoad';
import { goalLabel } from '../text/labels';
import type { GoalRow, LiveFrame } from './frames';
import { goalRows, risen } from './goals';
import { TopList } from './TopList';

const NONE: readonly Goal[] = [];

interface Props {
  readonly websiteId: string;
  readonly frame: LiveFrame;
  readonly goals: Loaded<readonly Goal[]>;
}

/** How often each goal was met in the last half hour; it lights up as it happens. */
export function Goals({ websiteId, frame, goals }: Props) {
  const beats = useBeats(frame.goals);
  const canSet = roleReaches(useMembership(websiteId)?.role, 'editor');
  const known = goals.value ?? NONE;
  return (
    <TopList
      id="goals"
      title="Goals"
      unit="Conversions"
      rows={goalRows(known, frame.goals)}
      total={frame.goals.reduce((sum, row) => sum + row.conversions, 0)}
      label={(goalId) => goalLabel(goals.value, goalId)}
      beat={(goalId) => beats.get(goalId) ?? 0}
      emptyText={goals.value === null && goals.loading ? '' : <Empty problem={goals.problem} settings={canSet ? settingsPath(websiteId, 'goals') : null} />}
    />
  );
}

/** @param settings where the first goal can be described; null for who may not */
function Empty({ problem, settings }: { readonly problem: string; readonly settings: string | null }) {
  if (problem !== '') return <>Goals could not be read: {problem}</>;
  if (settings === null) return <>No goals yet</>;
  return (
    <>
      Which visits are worth most to you? <a href={settings}>Describe a first goal</a>.
    </>
  );
}

/** How often each goal was met while the page was open, by its id. */
function useBeats(now: readonly GoalRow[]): ReadonlyMap<string, number> {
  const before = useRef<readonly GoalRow[] | null>(null);
  const [beats, setBeats] = useState<ReadonlyMap<string, number>>(new Map());
  useEffect(() => {
    const met = risen(before.current, now);
    before.current = now;
    if (met.length > 0) setBeats((held) => new Map([...held, ...met.map((goalId) => [goalId, (held.get(goalId) ?? 0) + 1] as const)]));
  }, [now]);
  return beats;
}
