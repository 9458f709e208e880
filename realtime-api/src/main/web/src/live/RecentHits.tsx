import { useState } from 'preact/hooks';
import type { Goal } from '../api/items';
import { useSeconds } from '../motion/useSeconds';
import { useSlide } from '../motion/useSlide';
import { countryLabel, deviceLabel, goalLabel, sourceLabel } from '../text/labels';
import { ago } from '../text/numbers';
import { visible, visiblePath } from '../text/visible';
import type { LiveFrame, RecentHit } from './frames';

interface Props {
  readonly frame: LiveFrame;
  /** When the frame arrived, in ms of `performance.now()`. */
  readonly receivedAt: number;
  /** Null while they are not known. */
  readonly goals: readonly Goal[] | null;
}

/** The latest hits, newest on top. Held still while someone points at them. */
export function RecentHits({ frame, receivedAt, goals }: Props) {
  const [held, setHeld] = useState<readonly RecentHit[] | null>(null);
  const list = useSlide<HTMLOListElement>();
  // The server's clock, carried on from the frame, so that a wrong clock here tells no lies.
  const serverNow = frame.time + useSeconds() - receivedAt;
  const hits = held ?? frame.recentHits;

  return (
    <section class="card recent" aria-labelledby="recent-title">
      <header class="card-head">
        <h2 id="recent-title">Recent hits</h2>
        <p class="readout">{held === null ? 'Newest first' : 'Paused while you look'}</p>
      </header>
      {hits.length === 0 && <p class="empty">No hits yet</p>}
      <div
        class="stream"
        tabIndex={0}
        role="region"
        aria-label="Recent hits, newest first"
        onPointerEnter={(enter) => enter.pointerType === 'mouse' && setHeld(frame.recentHits)}
        onPointerLeave={() => setHeld(null)}
        onFocus={() => setHeld(frame.recentHits)}
        onBlur={() => setHeld(null)}
      >
        <ol ref={list} data-fact="recent-hits">
          {keyed(hits).map(({ key, hit }) => (
            <HitRow key={key} hit={hit} age={ago(serverNow - hit.time)} met={hit.goals.map((goalId) => goalLabel(goals, goalId))} />
          ))}
        </ol>
      </div>
    </section>
  );
}

interface RowProps {
  readonly hit: RecentHit;
  readonly age: string;
  /** Names of the goals that were met with it. */
  readonly met: readonly string[];
}

function HitRow({ hit, age, met }: RowProps) {
  const what = whatOf(hit);
  const who = [placeOf(hit), sourceLabel(hit.trafficSource), deviceOf(hit)];
  return (
    <li class="hit">
      <span class={`hit-type hit-type-${knownType(hit.eventType)}`} title={typeLabel(hit.eventType)}>
        <span class="unseen">{typeLabel(hit.eventType)}: </span>
      </span>
      <bdi class="hit-what" title={what}>
        {what}
      </bdi>
      <span class="hit-age">{age}</span>
      <span class="hit-who" title={[...met, ...who].join(' · ')}>
        {met.length > 0 && (
          <strong class="hit-goals">
            <span class="unseen">Goal met: </span>
            <bdi>{met.join(', ')}</bdi>
          </strong>
        )}
        {who.map((text, index) => (
          <bdi key={index}>{text}</bdi>
        ))}
      </span>
    </li>
  );
}

function whatOf(hit: RecentHit): string {
  const page = hit.pagePath === '' ? '' : visiblePath(hit.pagePath);
  if (hit.eventType === 'pageview') return page === '' ? 'Pageview' : page;
  const name = hit.eventName === '' ? typeLabel(hit.eventType) : visible(hit.eventName);
  return page === '' ? name : `${name} on ${page}`;
}

function typeLabel(eventType: string): string {
  return { pageview: 'Pageview', event: 'Event', transaction: 'Transaction' }[knownType(eventType)];
}

function knownType(eventType: string): 'pageview' | 'event' | 'transaction' {
  return eventType === 'pageview' || eventType === 'transaction' ? eventType : 'event';
}

function placeOf(hit: RecentHit): string {
  const country = countryLabel(hit.country);
  return hit.city === '' ? country : `${visible(hit.city)}, ${country}`;
}

function deviceOf(hit: RecentHit): string {
  const device = deviceLabel(hit.deviceType);
  return hit.browser === '' ? device : `${visible(hit.browser)} on ${device.toLowerCase()}`;
}

/** Hits have no id; equal ones are told apart by counting them from the oldest on. */
function keyed(hits: readonly RecentHit[]): { key: string; hit: RecentHit }[] {
  const seen = new Map<string, number>();
  return hits
    .toReversed()
    .map((hit) => {
      const content = JSON.stringify(hit);
      const copies = (seen.get(content) ?? 0) + 1;
      seen.set(content, copies);
      return { key: `${content}#${copies}`, hit };
    })
    .reverse();
}
