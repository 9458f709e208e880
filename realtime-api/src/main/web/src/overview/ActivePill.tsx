import { livePath } from '../app/route';
import { useLive } from '../live/useLive';
import { MovingNumber } from '../motion/MovingNumber';

/** How many are there now, pushed by the live feed; leads to the live page. */
export function ActivePill({ websiteId }: { readonly websiteId: string }) {
  const live = useLive(websiteId);
  const fresh = live.connection.kind === 'open';
  return (
    <a class={fresh ? 'pill pill-live' : 'pill'} href={livePath(websiteId)} title={fresh ? 'Pushed as it changes' : 'Not connected'}>
      <span class="dot" aria-hidden="true" />
      <span data-fact="active-now">{live.frame === null ? '–' : <MovingNumber value={live.frame.activeUsers} />}</span>
      <span>
        <span class="wide-only">active </span>now
      </span>
    </a>
  );
}
