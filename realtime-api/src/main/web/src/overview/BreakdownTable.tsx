import { useEffect, useState } from 'preact/hooks';
import { breakdown, breakdownCsv, type Breakdown, type BreakdownRow, type Dimension } from '../api/stats';
import { problemText } from '../api/client';
import { overviewPath } from '../app/route';
import { useLoad } from '../app/useLoad';
import { useReturns } from '../app/useReturns';
import { Trouble } from '../parts/Trouble';
import { countryCode } from '../text/labels';
import { METRIC_LABELS, metricText } from '../text/metrics';
import { dimensionName, pageAddress, valueName, type Facet } from './dimensions';
import { isFiltered, searchOf, toggled, type View } from './view';

const FIRST_ROWS = 9;
const MORE_ROWS = 50;

interface Props {
  readonly websiteId: string;
  readonly domain: string;
  readonly view: View;
  readonly facet: Facet;
  /** What to say, and do, where there is no row. */
  readonly emptyText: string;
}

/** The values of one dimension, ranked; each is a link to the numbers of that value alone. */
export function BreakdownTable({ websiteId, domain, view, facet, emptyText }: Props) {
  const { dimension, metrics } = facet;
  const about = JSON.stringify([useReturns(), websiteId, dimension, metrics, view.period, view.date, view.from, view.to, view.filters]);
  const first = useLoad(about, (signal) =>
    breakdown(websiteId, view, { dimension, metrics, limit: FIRST_ROWS, page: 1 }, signal),
  );
  const { rows: more, ended, load, problem } = useMore(about, (page) =>
    breakdown(websiteId, view, { dimension, metrics, limit: MORE_ROWS, page }),
  );
  const rows = more ?? first.value?.rows ?? [];
  const highest = Math.max(0, ...rows.map((row) => row[metrics[0]] ?? 0));
  const fresh = first.value?.dimension === dimension;
  return (
    <>
      <div class={first.loading && !fresh ? 'rows waiting' : first.loading ? 'rows stale' : 'rows'}>
        <table class="ranking" data-fact={`ranking-${dimension}`}>
          <thead>
            <tr>
              <th scope="col">{dimensionName(dimension)}</th>
              {metrics.map((metric) => (
                <th key={metric} scope="col" class="number">
                  {METRIC_LABELS[metric]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(fresh ? rows : []).map((row) => (
              <Row key={row.value} row={row} view={view} facet={facet} highest={highest} currency={first.value?.currency ?? ''} websiteId={websiteId} domain={domain} />
            ))}
          </tbody>
        </table>
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
        <a class="link-button" href={breakdownCsv(websiteId, view, dimension, metrics)} download={`${websiteId}-${dimension}.csv`} aria-label={`${dimensionName(dimension)} as CSV`}>
          CSV
        </a>
      </p>
    </>
  );
}

interface RowProps {
  readonly row: BreakdownRow;
  readonly view: View;
  readonly facet: Facet;
  readonly highest: number;
  readonly currency: string;
  readonly websiteId: string;
  readonly domain: string;
}

function Row({ row, view, facet: { dimension, metrics }, highest, currency, websiteId, domain }: RowProps) {
  const label = valueName(dimension, row.value);
  const on = isFiltered(view, dimension, row.value);
  const value = row[metrics[0]] ?? 0;
  const length = highest === 0 ? 0 : (value / highest) * 100;
  const address = isPage(dimension) ? pageAddress(domain, row.value) : null;
  return (
    <tr class={on ? 'rank rank-on' : 'rank'}>
      <th scope="row">
        <span class="rank-bar" aria-hidden="true" style={{ width: `${length}%` }} />
        {dimension === 'country' && (
          <span class="row-mark" aria-hidden="true">
            {countryCode(row.value)}
          </span>
        )}
        <a
          class="rank-label"
          href={overviewPath(websiteId) + searchOf(toggled(view, dimension, row.value))}
          title={on ? `Remove the filter: ${label}` : `Only ${label}`}
          aria-current={on ? 'true' : undefined}
        >
          <bdi>{label}</bdi>
        </a>
        {address !== null && (
          <a class="rank-out" href={address} target="_blank" rel="noopener noreferrer" aria-label={`Open ${label} in a new tab`}>
            ↗
          </a>
        )}
      </th>
      {metrics.map((metric) => (
        <td key={metric} class="number">
          {metricText(metric, row[metric], currency)}
        </td>
      ))}
    </tr>
  );
}

function isPage(dimension: Dimension): boolean {
  return dimension === 'page_path' || dimension === 'entry_page' || dimension === 'exit_page';
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
