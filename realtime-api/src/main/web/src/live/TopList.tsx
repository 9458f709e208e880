import type { ComponentChildren } from 'preact';
import { useSlide } from '../motion/useSlide';
import { count, percent } from '../text/numbers';
import type { TopRow } from './frames';

interface Props {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly TopRow[];
  /** What is counted; pageviews where it is left out. */
  readonly unit?: string;
  /** All pageviews that the rows are a part of. */
  readonly total: number;
  readonly label: (value: string) => string;
  /** A short mark before the label, such as a country's code; empty for none. */
  readonly mark?: (value: string) => string;
  /** A row lights up whenever this changes; 0 for one that never has. */
  readonly beat?: (value: string) => number;
  /** What to say where there is no row; empty for nothing. */
  readonly emptyText: ComponentChildren;
}

/** A ranked list whose bars are proportional to the pageviews. */
export function TopList({ id, title, unit, rows, total, label, mark, beat, emptyText }: Props) {
  const list = useSlide<HTMLOListElement>();
  const highest = rows[0]?.pageviews ?? 0;
  return (
    <section class={`card top top-${id}`} aria-labelledby={`top-${id}`}>
      <header class="card-head">
        <h2 id={`top-${id}`}>{title}</h2>
        <p class="readout">{unit ?? 'Pageviews'}</p>
      </header>
      {rows.length === 0 && emptyText !== '' && <p class="empty">{emptyText}</p>}
      <ol ref={list} data-fact={`top-${id}`}>
        {rows.map((row) => (
          <Row
            key={row.value}
            row={row}
            label={label(row.value)}
            mark={mark?.(row.value) ?? ''}
            beat={beat?.(row.value) ?? 0}
            length={highest === 0 ? 0 : row.pageviews / highest}
            share={total === 0 ? 0 : Math.min(1, row.pageviews / total)}
          />
        ))}
      </ol>
    </section>
  );
}

interface RowProps {
  readonly row: TopRow;
  readonly label: string;
  readonly mark: string;
  readonly beat: number;
  /** Length of the bar and share of all, each from 0 to 1. */
  readonly length: number;
  readonly share: number;
}

function Row({ row, label, mark, beat, length, share }: RowProps) {
  return (
    <li class="row">
      <span class="row-bar" aria-hidden="true" style={{ width: `${length * 100}%` }} />
      {beat > 0 && <span key={beat} class="row-beat" aria-hidden="true" />}
      {mark !== '' && (
        <span class="row-mark" aria-hidden="true">
          {mark}
        </span>
      )}
      <bdi class="row-label" title={label}>
        {label}
      </bdi>
      <span class="row-share">{percent(share)}</span>
      <span class="row-count">{count(row.pageviews)}</span>
    </li>
  );
}
