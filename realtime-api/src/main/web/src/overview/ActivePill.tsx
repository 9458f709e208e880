import { livePath } from '../app/route';
import { useLive } from '../live/useLive';
import { useTween } from '../motion/useTween';
import { count } from '../text/numbers';

/** How many are there now, pushed by the live feed; leads to the live page. */
export function ActivePill({ websiteId }: { readonly websiteId: string }) {
  const live = useLive(websiteId);
  const known = live.frame !== null;
  const fresh = live.connection.kind === 'open';
  return (
    <a class={fresh ? 'pill pill-live' : 'pill'} href={livePath(websiteId)} title={fresh ? 'Pushed as it changes' : 'Not connected'}>
      <span class="dot" aria-hidden="true" />
      <span data-fact="active-now">{known ? <Number value={live.frame?.activeUsers ?? 0} /> : '–'}</span>
      <span>
        <span class="wide-only">active </span>now
      </span>
    </a>
  );
}

function Number({ value }: { readonly value: number }) {
  const text = useTween<HTMLSpanElement>(value, count);
  return <span ref={text} />;
}
