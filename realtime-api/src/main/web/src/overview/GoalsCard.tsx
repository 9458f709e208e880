import { useId, useState } from 'preact/hooks';
import type { Goal } from '../api/items';
import { breakdown, breakdownCsv, type BreakdownRow, type Compared, type Metric } from '../api/stats';
import { settingsPath } from '../app/route';
import { useLoad, type Loaded } from '../app/useLoad';
import { Trouble } from '../parts/Trouble';
import { METRIC_LABELS, metricText } from '../text/metrics';
import type { Beside } from './beside';
import { ChangeText } from './ChangeText';
import { conversionRate, conversionRows } from './conversions';
import { Ranking } from './Ranking';
import type { View } from './view';

/** A website has at most 100 goals at a time, and may have deleted others. */
const MOST_GOALS = 1_000;
const FIRST_ROWS = 9;
const METRICS: readonly Metric[] = ['sessions', 'visitors'];

interface Props {
  readonly websiteId: string;
  readonly domain: string;
  readonly view: View;
  /** What the overview is asked, as text. */
  readonly question: string;
  /** All sessions of the same question; undefined until they are known. */
  readonly sessions: Compared | undefined;
  readonly goals: Loaded<readonly Goal[]>;
  /** Null until it is known. */
  readonly beside: Beside | null;
  /** Whether the reader may describe goals. */
  readonly canSet: boolean;
}

/** What visits came to: the sessions that met each goal; nothing for who could not make the first. */
export function GoalsCard({ websiteId, domain, view, question, sessions, goals, beside, canSet }: Props) {
  const id = useId();
  const { compare } = view;
  const report = useLoad(question, (signal) =>
    breakdown(websiteId, view, { dimension: 'goal', metrics: METRICS, limit: MOST_GOALS, page: 1, compare }, signal),
  );
  const rows = report.value === null || goals.value === null ? [] : conversionRows(report.value.rows, goals.value);
  const hasNone = goals.value?.length === 0 && report.value !== null && rows.length === 0;
  const loading = report.loading || goals.loading;
  const [whole, setWhole] = useState(false);
  if (hasNone && !canSet) return null;
  return (
    <section class="card breakdown breakdown-wide breakdown-goals" aria-labelledby={id}>
      <header class="card-head">
        <h2 id={id}>Goals</h2>
        {!hasNone && <p class="readout">A visit still under way counts once it has ended</p>}
      </header>
      {hasNone ? (
        <p class="empty">
          Which visits are worth most to you? An order, a signup, five minutes of reading: <a href={settingsPath(websiteId, 'goals')}>describe a first goal</a>.
        </p>
      ) : (
        <>
          <div class={rowsClass(loading, rows.length === 0)} aria-busy={loading}>
            <Ranking
              websiteId={websiteId}
              domain={domain}
              view={view}
              dimension="goal"
              rows={whole ? rows : rows.slice(0, FIRST_ROWS)}
              columns={[
                { label: METRIC_LABELS.sessions, cell: (row) => metricText('sessions', row.sessions, '') },
                { label: METRIC_LABELS.visitors, cell: (row) => metricText('visitors', row.visitors, ''), wide: true },
                { label: METRIC_LABELS.conversion_rate, cell: (row) => <Rate row={row} sessions={report.loading ? undefined : sessions} beside={beside} /> },
              ]}
              size={(row) => row.sessions ?? 0}
              named={{ dimensions: new Map(), goals: goals.value }}
            />
            <Trouble text={goals.problem} retry={goals.retry} />
            <Trouble text={report.problem} retry={report.retry} />
            {report.value !== null && goals.value !== null && rows.length === 0 && <p class="empty">No goal was met in these days.</p>}
          </div>
          <p class="rows-end">
            {rows.length > FIRST_ROWS && !whole && (
              <button type="button" class="link-button" onClick={() => setWhole(true)}>
                Show all {rows.length}
              </button>
            )}
            <a class="link-button" href={breakdownCsv(websiteId, view, 'goal', METRICS)} download={`${websiteId}-goals.csv`} aria-label="Goals as CSV">
              CSV
            </a>
          </p>
        </>
      )}
    </section>
  );
}

function rowsClass(loading: boolean, empty: boolean): string {
  return loading ? (empty ? 'rows waiting' : 'rows stale') : 'rows';
}

interface RateProps extends Pick<Props, 'sessions' | 'beside'> {
  readonly row: BreakdownRow;
}

/** The share of all sessions, and how it compares. */
function Rate({ row, sessions, beside }: RateProps) {
  const rate = conversionRate(row, sessions);
  return (
    <>
      {metricText('conversion_rate', rate.value, '')}
      {beside !== null && <ChangeText metric="conversion_rate" compared={rate} currency="" beside={beside} />}
    </>
  );
}
