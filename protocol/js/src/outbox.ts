import type { Hit } from './fields';

/** Hits that wait or are under way; one more is dropped. */
const MOST_WAITING = 100;
const MOST_IN_A_REQUEST = 20;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;
/** However long the collector asks; a timer of more than 24 days would run at once. */
const DAY_MS = 86_400_000;

/** Browsers let 64 KiB outlive their page; a character is up to 3 bytes. */
const OUTLIVING_CHARACTERS = 20_000;

/** A tuple, for its names cost no bytes. */
export type Outbox = [add: (hit: Hit) => void, leave: () => void];

/**
 * Hits on their way: in their order, one request at a time. A hit leaves the queue when the
 * collector has answered for it; until then it is sent again and again, ever the same but for
 * `sent_at`.
 */
export function outbox(endpoint: string): Outbox {
  const waiting: Hit[] = [];
  /** How many of them, from the first on, are in the request under way. */
  let underWay: number;
  /** Hits of the next request; fewer while what stands before the collector finds as many too large. */
  let most: number;
  let pauseMs: number;
  let outlives: boolean | undefined;
  let pausing: boolean | undefined;

  /** All is well: as in the beginning. */
  function renew(): void {
    underWay = 0;
    most = MOST_IN_A_REQUEST;
    pauseMs = FIRST_PAUSE_MS;
  }

  function send(): void {
    if (pausing || underWay || !waiting.length) return;
    const hits = waiting.slice(0, most);
    const text = body(hits);
    underWay = hits.length;
    outlives = text.length < OUTLIVING_CHARACTERS;
    // A text is sent as text/plain, for which no browser asks the collector's leave beforehand.
    fetch(endpoint, { method: 'POST', body: text, credentials: 'omit', keepalive: outlives })
      .then(async (answer) => {
        // Too large for a proxy: half of it is tried, which of a single hit is none.
        if (/^5|408|429/.test(`${answer.status}`) || (answer.status === 413 && (most = underWay >> 1))) {
          // A date, as some proxies write, is no number.
          return pause(Number(answer.headers.get('Retry-After')));
        }
        const told = await answer.text();
        if (!answer.ok) console.warn('footfall', told);
        // Over the website's rate: refused for now. All other reasons are for good.
        const again = waiting.slice(0, underWay).filter((_, i) => told.includes(`:${i},"reason":"rate`));
        waiting.splice(0, underWay, ...again);
        if (again.length) return pause();
        renew();
        send();
      })
      .catch(() => pause());
  }

  /** Waits at least so many seconds, and about twice as long as the time before. */
  function pause(seconds = 0): void {
    underWay = 0;
    pausing = true;
    setTimeout(
      () => {
        pausing = false;
        send();
      },
      Math.min(Math.max(seconds * 1_000 || 0, pauseMs), DAY_MS),
    );
    // Between one and a half and two and a half times: pages that failed together part.
    pauseMs = Math.min(pauseMs * (1.5 + Math.random()), LONGEST_PAUSE_MS);
  }

  /** What is too much to outlive the page is refused as a whole: then half of it is tried. */
  function beacon(hits: Hit[]): void {
    if (hits[0] && !navigator.sendBeacon(endpoint, body(hits)) && hits[1]) {
      beacon(hits.splice(0, hits.length / 2));
      beacon(hits);
    }
  }

  renew();
  return [
    (hit) => {
      if (waiting.length < MOST_WAITING) waiting.push(hit);
      send();
    },
    // The page may be gone in a moment. A request under way outlives it; what would have to wait for
    // that one, or for a pause to end, takes its last chance now. It stays in the queue in case the
    // page stays.
    () => beacon(waiting.slice(outlives ? underWay : 0)),
  ];
}

function body(hits: Hit[]): string {
  const now = Date.now();
  return JSON.stringify(hits.map((hit) => ({ ...hit, sent_at: now })));
}
