import { useState } from 'preact/hooks';
import type { Annotation } from '../api/accounts';
import type { Interval, Metric, Timeseries } from '../api/stats';
import { daysIn } from '../text/dates';
import { METRIC_LABELS, metricText } from '../text/metrics';
import { visible } from '../text/visible';
import { areaPath, linePath, marksOf, notesOf, tickPlaces, tickText, timeText, topOf, xOf, type Mark } from './series';

interface Props {
  readonly series: Timeseries | null;
  readonly metric: Metric;
  readonly annotations: readonly Annotation[];
  readonly stale: boolean;
}

/** One metric over time as a line, with the period before it as a thin one. */
export function MainChart({ series, metric, annotations, stale }: Props) {
  const [picked, setPicked] = useState<number | null>(null);
  const marks = series === null ? [] : marksOf(series, metric, Date.now());
  const top = topOf(metric, marks);
  const interval = series?.interval ?? 'day';
  const text = (value: number) => metricText(metric, value, series?.currency ?? '');
  const at = picked === null ? undefined : marks[picked];
  const notes = notesOf(marks, interval, series?.to ?? '', annotations);

  return (
    <div class={stale ? 'line-chart stale' : 'line-chart'} aria-busy={stale}>
      <div class="plot" aria-hidden="true">
        {[1, 0.5, 0].map((part) => (
          <div key={part} class="gridline" style={{ bottom: `${part * 100}%` }}>
            {marks.length > 0 && <span>{text(top * part)}</span>}
          </div>
        ))}
      </div>
      <div
        class="lines"
        tabIndex={0}
        role="group"
        aria-roledescription="line chart"
        aria-label={`${METRIC_LABELS[metric]} over time. Arrow keys read single points.`}
        onKeyDown={(press) => {
          if (placeAfterKey(press.key, picked, marks.length) === undefined) return;
          press.preventDefault();
          // From where the last key led, which may not be drawn yet.
          setPicked((before) => placeAfterKey(press.key, before, marks.length) ?? null);
        }}
        onBlur={() => setPicked(null)}
        onPointerLeave={() => setPicked(null)}
        onPointerMove={(move) => setPicked(placeUnder(move, marks.length))}
        onPointerDown={(press) => setPicked(placeUnder(press, marks.length))}
      >
        <Lines marks={marks} top={top} />
        <Dot marks={marks} top={top} />
        {[...notes.keys()].map((place) => (
          <span key={place} class="note-flag" aria-hidden="true" style={{ left: `${xOf(place, marks.length) * 100}%` }} />
        ))}
        <Ticks marks={marks} interval={interval} days={series === null ? 0 : daysIn(series.from, series.to)} />
        {at !== undefined && picked !== null && (
          <Pointer mark={at} x={xOf(picked, marks.length)} top={top}>
            <Reading mark={at} interval={interval} text={text} notes={notes.get(picked) ?? []} />
          </Pointer>
        )}
      </div>
      <p class="unseen" aria-live="polite">
        {at === undefined ? '' : `${timeText(at.time, interval)}: ${at.value === null ? 'none' : text(at.value)}`}
      </p>
      <SeriesTable marks={marks} interval={interval} metric={metric} text={text} />
    </div>
  );
}

function Lines({ marks, top }: { readonly marks: readonly Mark[]; readonly top: number }) {
  const values = marks.map((mark) => mark.value);
  const open = marks.findIndex((mark) => mark.unfinished);
  const [first, last] = [values.findIndex((value) => value !== null), values.findLastIndex((value) => value !== null)];
  const solidEnd = open > 0 ? open - 1 : last;
  return (
    <svg class="lines-drawn" viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
      <path class="line-area" d={areaPath(values, top, first, solidEnd)} />
      <path class="line-previous" d={linePath(marks.map((mark) => mark.previous), top)} />
      <path class="line-now" d={linePath(values, top, 0, solidEnd)} />
      {open > 0 && (
        <>
          <path class="line-area area-open" d={areaPath(values, top, open - 1, open)} />
          <path class="line-now line-open" d={linePath(values, top, open - 1, open)} />
        </>
      )}
    </svg>
  );
}

/** Where a line ends that is still being drawn, or all there is of it: hollow while its time still runs. */
function Dot({ marks, top }: { readonly marks: readonly Mark[]; readonly top: number }) {
  const only = marks.filter((mark) => mark.value !== null).length === 1;
  const place = marks.findIndex((mark) => mark.value !== null && (only || mark.unfinished));
  const mark = marks[place];
  if (mark === undefined) return null;
  const at = { left: `${xOf(place, marks.length) * 100}%`, bottom: `${((mark.value ?? 0) / top) * 100}%` };
  return <span class={mark.unfinished ? 'line-dot dot-open' : 'line-dot'} aria-hidden="true" style={at} />;
}

function Ticks({ marks, interval, days }: { readonly marks: readonly Mark[]; readonly interval: Interval; readonly days: number }) {
  const places = tickPlaces(marks.length, 8);
  return (
    <div class="ticks" aria-hidden="true">
      {places.map((place, order) => (
        <span
          key={place}
          class={`tick ${order % 2 === 1 ? 'tick-fine' : ''} ${edgeOf(place, marks.length)}`}
          style={{ left: `${xOf(place, marks.length) * 100}%` }}
        >
          {tickText(marks[place]?.time ?? '', interval, days)}
        </span>
      ))}
    </div>
  );
}

/** Ticks at the ends keep within the chart. */
function edgeOf(place: number, places: number): string {
  const x = xOf(place, places);
  return x < 0.03 ? 'tick-start' : x > 0.97 ? 'tick-end' : '';
}

interface PointerProps {
  readonly mark: Mark;
  readonly x: number;
  readonly top: number;
  readonly children: preact.ComponentChildren;
}

function Pointer({ mark, x, top, children }: PointerProps) {
  return (
    <div class="pointer" aria-hidden="true" style={{ left: `${x * 100}%` }}>
      {mark.value !== null && <span class="pointer-dot" style={{ bottom: `${(mark.value / top) * 100}%` }} />}
      <div class={x > 0.5 ? 'reading reading-left' : 'reading'}>{children}</div>
    </div>
  );
}

interface ReadingProps {
  readonly mark: Mark;
  readonly interval: Interval;
  readonly text: (value: number) => string;
  readonly notes: readonly string[];
}

function Reading({ mark, interval, text, notes }: ReadingProps) {
  return (
    <>
      <p class="reading-row">
        <span>{timeText(mark.time, interval)}{mark.unfinished ? ' so far' : ''}</span>
        <strong>{mark.value === null ? '–' : text(mark.value)}</strong>
      </p>
      {mark.previous !== null && mark.previousTime !== null && (
        <p class="reading-row reading-previous">
          <span>
            {timeText(mark.previousTime, interval)}
            {mark.unfinished && ', whole'}
          </span>
          <strong>{text(mark.previous)}</strong>
        </p>
      )}
      {notes.map((note, order) => (
        <p key={order} class="reading-note">
          {visible(note)}
        </p>
      ))}
    </>
  );
}

interface TableProps {
  readonly marks: readonly Mark[];
  readonly interval: Interval;
  readonly metric: Metric;
  readonly text: (value: number) => string;
}

function SeriesTable({ marks, interval, metric, text }: TableProps) {
  return (
    <div class="unseen">
      <table data-fact="series">
        <caption>{METRIC_LABELS[metric]} over time</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">{METRIC_LABELS[metric]}</th>
            <th scope="col">Before</th>
          </tr>
        </thead>
        <tbody>
          {marks.map((mark) => (
            <tr key={mark.time}>
              <th scope="row">{timeText(mark.time, interval)}</th>
              <td>{mark.value === null ? '–' : text(mark.value)}</td>
              <td>{mark.previous === null ? '–' : text(mark.previous)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function placeUnder(at: PointerEvent, places: number): number | null {
  if (!(at.currentTarget instanceof HTMLElement) || places === 0) return null;
  const { left, width } = at.currentTarget.getBoundingClientRect();
  const share = Math.min(1, Math.max(0, (at.clientX - left) / width));
  return Math.round(share * (places - 1));
}

function placeAfterKey(key: string, picked: number | null, places: number): number | null | undefined {
  const last = places - 1;
  const at = picked ?? last + 1;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'ArrowRight':
      return Math.min(last, at + 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'Escape':
      return null;
    default:
      return undefined;
  }
}
