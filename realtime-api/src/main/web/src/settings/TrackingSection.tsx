import { useId } from 'preact/hooks';
import { livePath } from '../app/route';
import type { ConnectionState } from '../live/connection';
import { useLive } from '../live/useLive';
import { Snippet } from '../parts/Snippet';
import { clockTime, counted } from '../text/numbers';
import { visiblePath } from '../text/visible';
import { EVENT_SNIPPET, trackerSnippet } from './trackerSnippet';

interface Props {
  readonly websiteId: string;
  readonly domain: string;
}

/** The line to paste, and whether hits arrive, as it happens. */
export function TrackingSection({ websiteId, domain }: Props) {
  const id = useId();
  return (
    <section class="card section" aria-labelledby={id}>
      <header class="section-head">
        <div>
          <h2 id={id}>Tracking</h2>
          <p class="hint">
            Paste this line into the head of every page of {domain}. It sets no cookies and respects Do Not Track.
          </p>
        </div>
      </header>
      <Snippet title="For your pages" code={trackerSnippet(location.origin, websiteId)} />
      <Arrival websiteId={websiteId} />
      <Snippet title="For what else visitors do: an event, with properties of your choice" code={EVENT_SNIPPET} />
    </section>
  );
}

function waitingText(connection: ConnectionState): string {
  switch (connection.kind) {
    case 'refused':
      return connection.reason;
    case 'lost':
      return 'The live feed cannot be reached; trying again.';
    case 'connecting':
    case 'open':
      return 'Connecting to the live feed…';
  }
}

function Arrival({ websiteId }: { readonly websiteId: string }) {
  const { frame, connection } = useLive(websiteId);
  const latest = frame?.recentHits[0];
  if (connection.kind !== 'open' || frame === null) {
    return (
      <p class="arrival" role="status">
        <span class="dot" aria-hidden="true" />
        {waitingText(connection)}
      </p>
    );
  }
  if (latest === undefined) {
    return (
      <p class="arrival arrival-waiting" role="status">
        <span class="waiting-mark" aria-hidden="true" />
        <span>
          <strong>Waiting for your first hit.</strong> Open one of your pages; this line changes by itself.
        </span>
      </p>
    );
  }
  return (
    <p class="arrival arrival-here" role="status">
      <span class="arrival-mark" aria-hidden="true">
        ✓
      </span>
      <span>
        <strong>Hits arrive.</strong> {counted(frame.activeUsers, 'active user')} now; the latest hit was{' '}
        {latest.pagePath === '' ? 'an event' : <bdi>{visiblePath(latest.pagePath)}</bdi>} at {clockTime(latest.time)}.{' '}
        <a href={livePath(websiteId)}>Watch them live</a>
      </span>
    </p>
  );
}
