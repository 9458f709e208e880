import { useState } from 'preact/hooks';
import { clockTime, count, counted } from '../text/numbers';
import { axisTop, MINUTE_MS, MINUTES_SHOWN, type Slot } from './slots';

interface Props {
  readonly slots: readonly Slot[];
}

/** Pageviews of each of the last 30 minutes as bars, with the active users of the minute within. */
export function MinuteBars({ slots }: Props) {
  const [picked, setPicked] = useState<number | null>(null);
  const top = axisTop(Math.max(...slots.map((slot) => Math.max(slot.pageviews, slot.activeUsers))));
  const pickedSlot = slots.find((slot) => slot.minute === picked);

  return (
    <section class="card chart" aria-labelledby="chart-title">
      <header class="card-head">
        <h2 id="chart-title">Pageviews per minute</h2>
        <Legend />
        <p class="readout" aria-live={pickedSlot === undefined ? 'off' : 'polite'}>
          {pickedSlot === undefined ? peakText(slots) : slotText(pickedSlot, slots)}
        </p>
      </header>
      <div class="plot">
        <Axis top={top} />
        <div
          class="bars"
          tabIndex={0}
          role="group"
          aria-roledescription="bar chart"
          aria-label="Pageviews per minute, last 30 minutes. Arrow keys read single minutes."
          onKeyDown={(press) => {
            if (minuteAfterKey(press.key, picked, slots) === undefined) return;
            press.preventDefault();
            // From where the last key led, which may not be drawn yet.
            setPicked((before) => minuteAfterKey(press.key, before, slots) ?? null);
          }}
          onBlur={() => setPicked(null)}
          onPointerLeave={() => setPicked(null)}
        >
          {slots.map((slot, place) => (
            <Bar
              key={slot.minute}
              slot={slot}
              place={place}
              top={top}
              picked={slot.minute === picked}
              onPick={() => setPicked(slot.minute)}
            />
          ))}
        </div>
      </div>
      <MinuteTable slots={slots} />
    </section>
  );
}

function Legend() {
  return (
    <ul class="legend" aria-hidden="true">
      <li class="legend-pageviews">Pageviews</li>
      <li class="legend-users">Active users</li>
    </ul>
  );
}

function Axis({ top }: { readonly top: number }) {
  return (
    <div class="axis" aria-hidden="true">
      {[1, 0.5, 0].map((part) => (
        <div key={part} class="gridline" style={{ bottom: `${part * 100}%` }}>
          <span>{count(top * part)}</span>
        </div>
      ))}
    </div>
  );
}

interface BarProps {
  readonly slot: Slot;
  readonly place: number;
  readonly top: number;
  readonly picked: boolean;
  readonly onPick: () => void;
}

function Bar({ slot, place, top, picked, onPick }: BarProps) {
  const unfinished = place === MINUTES_SHOWN - 1;
  const classes = ['bar', unfinished && 'unfinished', picked && 'picked'].filter(Boolean).join(' ');
  return (
    <div
      class={classes}
      aria-hidden="true"
      style={{ transform: `translateX(${place * 100}%)` }}
      onPointerEnter={onPick}
      onPointerDown={onPick}
    >
      <div class="bar-pageviews" style={{ height: `${(slot.pageviews / top) * 100}%` }} />
      <div class="bar-users" style={{ height: `${(slot.activeUsers / top) * 100}%` }} />
      <Tick minute={slot.minute} />
    </div>
  );
}

/** The clock time under every fifth minute; narrow screens show every tenth. */
function Tick({ minute }: { readonly minute: number }) {
  const ofHour = Math.round(minute / MINUTE_MS) % 60;
  if (ofHour % 5 !== 0) return null;
  return <span class={ofHour % 10 === 0 ? 'tick' : 'tick tick-fine'}>{clockTime(minute)}</span>;
}

function MinuteTable({ slots }: Props) {
  return (
    <div class="unseen">
      <table>
        <caption>Pageviews per minute, last 30 minutes</caption>
        <thead>
          <tr>
            <th scope="col">Minute</th>
            <th scope="col">Pageviews</th>
            <th scope="col">Active users</th>
            <th scope="col">Events</th>
          </tr>
        </thead>
        <tbody>
          {slots.map((slot) => (
            <tr key={slot.minute}>
              <th scope="row">{clockTime(slot.minute)}</th>
              <td>{count(slot.pageviews)}</td>
              <td>{count(slot.activeUsers)}</td>
              <td>{count(slot.events)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function minuteAfterKey(key: string, picked: number | null, slots: readonly Slot[]): number | null | undefined {
  const last = slots.length - 1;
  const at = picked === null ? last + 1 : slots.findIndex((slot) => slot.minute === picked);
  const place = new Map([
    ['ArrowLeft', Math.max(0, at - 1)],
    ['ArrowRight', Math.min(last, at + 1)],
    ['Home', 0],
    ['End', last],
  ]).get(key);
  if (key === 'Escape') return null;
  return place === undefined ? undefined : slots[place]?.minute;
}

function slotText(slot: Slot, slots: readonly Slot[]): string {
  const soFar = slot === slots.at(-1) ? ' so far' : '';
  const events = slot.events === 0 ? '' : ` · ${counted(slot.events, 'event')}`;
  return `${clockTime(slot.minute)}${soFar} · ${counted(slot.pageviews, 'pageview')} · ${counted(slot.activeUsers, 'active user')}${events}`;
}

function peakText(slots: readonly Slot[]): string {
  const peak = slots.reduce((high, slot) => (slot.pageviews >= high.pageviews ? slot : high));
  return peak.pageviews === 0 ? 'None in the last 30 minutes' : `Peak ${count(peak.pageviews)} at ${clockTime(peak.minute)}`;
}
