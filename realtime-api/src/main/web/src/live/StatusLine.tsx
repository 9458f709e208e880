import { useSeconds } from '../motion/useSeconds';
import { statusOf } from './status';
import type { Live } from './useLive';

/** How fresh the numbers are, or what happened to the connection. */
export function StatusLine({ live }: { readonly live: Live }) {
  const now = useSeconds();
  const status = statusOf(live.connection, live.frame, now - live.receivedAt, now);
  return (
    <div class={`status status-${status.tone}`}>
      <span class="dot" aria-hidden="true" />
      <strong role="status">{status.headline}</strong>
      <span class="status-detail" title="Delay: 99th percentile of the last minute, from the collector's receipt of a hit to this page's numbers.">
        {status.detail}
      </span>
      {(live.connection.kind === 'lost' || live.connection.kind === 'refused') && (
        <button type="button" class="quiet-button" onClick={live.retryNow}>
          Retry now
        </button>
      )}
    </div>
  );
}
