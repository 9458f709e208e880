import { useEffect, useState } from 'preact/hooks';
import { problemText } from '../api/client';
import { breakdown, breakdownCsv, type Breakdown, type BreakdownRow } from '../api/stats';
import { useLoad } from '../app/useLoad';
import { useReturns } from '../app/useReturns';
import { Trouble } from '../parts/Trouble';
import { METRIC_LABELS, metricText } from '../text/metrics';
import { dimensionName, type Facet, type Named } from './dimensions';
import { Ranking } from './Ranking';
import type { View } from './view';

const FIRST_ROWS = 9;
const MORE_ROWS = 50;

interface Props {
  readonly websiteId: string;
  readonly domain: string;
  readonly view: View;
  readonly facet: Facet;
  /** What to say, and do, where there is no row. */
  readonly emptyText: string;
  readonly named: Named;
}

/** The values of one dimension, ranked; each is a link to the numbers of that value alone. */
export function BreakdownTable({ websiteId, domain, view, facet, emptyText, named }: Props) {
  const { dimension, metrics } = facet;
  const about = JSON.stringify([useReturns(), websiteId, dimension, metrics, view.period, view.date, view.from, view.to, view.filters]);
  const first = useLoad(about, (signal) =>
    breakdown(websiteId, view, { dimension, metrics, limit: FIRST_ROWS, page: 1 }, signal),
  );
  const { rows: more, ended, load, problem } = useMore(about, (page) =>
    breakdown(websiteId, view, { dimension, metrics, limit: MORE_ROWS, page }),
  );
  const rows = more ?? first.value?.rows ?? [];
  const fresh = first.value?.dimension === dimension;
  return (
    <>
      <div class={first.loading && !fresh ? 'rows waiting' : first.loading ? 'rows stale' : 'rows'} aria-busy={first.loading}>
        <Ranking
          websiteId={websiteId}
          domain={domain}
          view={view}
          dimension={dimension}
          rows={fresh ? rows : []}
          columns={metrics.map((metric) => ({
            label: METRIC_LABELS[metric],
            cell: (row) => metricText(metric, row[metric], first.value?.currency ?? ''),
          }))}
          size={(row) => row[metrics[0]] ?? 0}
          named={named}
        />
        {fresh && rows.length === 0 && <p class="empty">{emptyText}</p>}
        <Trouble text={first.problem} retry={first.retry} />
      </div>
      <Trouble text={problem} />
      <p class="rows-end">
        {(more === null ? first.value?.has_more === true : !ended) && (
          <button type="button" class="link-button" onClick={load}>
            Show more
          </button>
        )}
        <a class="link-button" href={breakdownCsv(websiteId, view, dimension, metrics)} download={`${websiteId}-${dimension}.csv`} aria-label={`${dimensionName(dimension, named)} as CSV`}>
          CSV
        </a>
      </p>
    </>
  );
}

interface More {
  /** Null until somebody asked for more. */
  readonly rows: readonly BreakdownRow[] | null;
  readonly ended: boolean;
  readonly problem: string;
  readonly load: () => void;
}

/** Further rows, a page with each call of `load`, each page once; given up when `about` changes. */
function useMore(about: string, ask: (page: number) => Promise<Breakdown>): More {
  const nothing = { about, rows: null, page: 0, ended: false, problem: '' };
  const [held, setHeld] = useState<{ about: string; rows: readonly BreakdownRow[] | null; page: number; ended: boolean; problem: string }>(nothing);
  useEffect(() => setHeld(nothing), [about]);
  const load = () => {
    ask(held.page + 1).then(
      (next) =>
        setHeld((before) =>
          before.about !== about || next.page !== before.page + 1
            ? before
            : { about, rows: [...(before.rows ?? []), ...next.rows], page: next.page, ended: !next.has_more, problem: '' },
        ),
      (thrown: unknown) => setHeld((before) => ({ ...before, problem: problemText(thrown) })),
    );
  };
  return held.about === about ? { ...held, load } : { ...nothing, load };
}
