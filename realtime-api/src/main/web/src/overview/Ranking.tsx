import type { ComponentChildren } from 'preact';
import type { BreakdownRow, Dimension } from '../api/stats';
import { overviewPath } from '../app/route';
import { countryCode } from '../text/labels';
import { dimensionName, NOTHING_NAMED, pageAddress, valueName, type Named } from './dimensions';
import { isFiltered, searchOf, toggled, type View } from './view';

/** One column of numbers. */
export interface Column {
  readonly label: string;
  readonly cell: (row: BreakdownRow) => ComponentChildren;
  /** Left out where there is little room. */
  readonly wide?: boolean;
}

interface Props {
  readonly websiteId: string;
  readonly domain: string;
  readonly view: View;
  readonly dimension: Dimension;
  readonly rows: readonly BreakdownRow[];
  readonly columns: readonly Column[];
  /** What the bars are in proportion to. */
  readonly size: (row: BreakdownRow) => number;
  readonly named?: Named;
}

/** Values with their numbers, ranked; each is a link to the numbers of that value alone. */
export function Ranking({ dimension, rows, columns, size, ...shared }: Props) {
  const highest = Math.max(0, ...rows.map(size));
  return (
    <table class="ranking" data-fact={`ranking-${dimension}`}>
      <thead>
        <tr>
          <th scope="col">{dimensionName(dimension, shared.named)}</th>
          {columns.map(({ label, wide }) => (
            <th key={label} scope="col" class={classOf(wide)}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.value} row={row} dimension={dimension} columns={columns} length={highest === 0 ? 0 : (size(row) / highest) * 100} {...shared} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps extends Omit<Props, 'rows' | 'size'> {
  readonly row: BreakdownRow;
  /** Of its bar, 0 to 100. */
  readonly length: number;
}

function Row({ row, dimension, columns, length, websiteId, domain, view, named = NOTHING_NAMED }: RowProps) {
  const label = valueName(dimension, row.value, named);
  const on = isFiltered(view, dimension, row.value);
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
          dir="auto"
          href={overviewPath(websiteId) + searchOf(toggled(view, dimension, row.value))}
          title={on ? `Remove the filter: ${label}` : `Only ${label}`}
          aria-current={on ? 'true' : undefined}
        >
          {label}
        </a>
        {address !== null && (
          <a class="rank-out" href={address} target="_blank" rel="noopener noreferrer" aria-label={`Open ${label} in a new tab`}>
            ↗
          </a>
        )}
      </th>
      {columns.map((column) => (
        <td key={column.label} class={classOf(column.wide)}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

function classOf(wide = false): string {
  return wide ? 'number wide-only' : 'number';
}

function isPage(dimension: Dimension): boolean {
  return dimension === 'page_path' || dimension === 'entry_page' || dimension === 'exit_page';
}
