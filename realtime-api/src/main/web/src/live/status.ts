import { ago, delay } from '../text/numbers';
import type { ConnectionState, Loss } from './connection';
import { unreachable, type LiveFrame } from './frames';

/** How much a reader may trust the numbers on the page right now. */
export interface Status {
  readonly tone: 'live' | 'behind' | 'waiting' | 'lost';
  readonly headline: string;
  readonly detail: string;
}

/**
 * The page's own honesty in words.
 *
 * @param age ms since the newest frame arrived
 * @param now same clock as `retryAt` of the connection
 */
export function statusOf(connection: ConnectionState, frame: LiveFrame | null, age: number, now: number): Status {
  switch (connection.kind) {
    case 'connecting':
      return frame === null
        ? { tone: 'waiting', headline: 'Connecting', detail: 'waiting for the first numbers' }
        : { tone: 'lost', headline: 'Reconnecting', detail: `numbers are ${age < 2_000 ? 'a moment' : ago(age)} old` };
    case 'refused':
      return { tone: 'lost', headline: 'No access', detail: 'this page shows nothing new' };
    case 'lost':
      return { tone: 'lost', headline: lossText(connection.loss), detail: retryText(connection.retryAt - now) };
    case 'open':
      return frame === null
        ? { tone: 'waiting', headline: 'Connected', detail: 'waiting for the first numbers' }
        : openStatus(frame, age);
    default:
      return unreachable(connection);
  }
}

function openStatus(frame: LiveFrame, age: number): Status {
  const changed = age < 2_000 ? 'changed just now' : `last change ${ago(age)} ago`;
  // Where no hit came in the last minute there is no delay to tell.
  const lag = (word: string) => (frame.lagMs === 0 ? changed : `${delay(frame.lagMs)} ${word} · ${changed}`);
  return frame.catchingUp
    ? { tone: 'behind', headline: 'Catching up', detail: lag('behind') }
    : { tone: 'live', headline: 'Live', detail: lag('delay') };
}

function retryText(wait: number): string {
  const seconds = Math.ceil(wait / 1_000);
  return seconds < 1 ? 'reconnecting now' : `reconnecting in ${seconds} s`;
}

function lossText(loss: Loss): string {
  switch (loss.kind) {
    case 'closed':
      return 'Connection lost';
    case 'silent':
      return 'No word from the server';
    case 'unreadable':
      return 'Frame not understood';
    default:
      return unreachable(loss);
  }
}
