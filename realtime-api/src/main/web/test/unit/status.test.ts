import { describe, expect, it } from 'vitest';
import { decode } from '../../src/live/decode';
import type { LiveFrame } from '../../src/live/frames';
import { statusOf } from '../../src/live/status';
import { frame } from '../wire.mjs';

function received(changes: Record<string, unknown>): LiveFrame {
  const decoded = decode(JSON.stringify(frame(changes)));
  if (decoded.kind !== 'frame') throw new Error(decoded.detail);
  return decoded.frame;
}

describe('the status line', () => {
  const open = { kind: 'open' } as const;

  it('adds the age of the newest frame to its delay', () => {
    expect(statusOf(open, received({ lag_ms: 180 }), 1_999, 0).detail).toBe('0.18 s delay · changed just now');
    expect(statusOf(open, received({ lag_ms: 2_440 }), 61_000, 0).detail).toBe('2.4 s delay · last change 1 min ago');
  });

  it('names no delay where no hit came in the last minute', () => {
    expect(statusOf(open, received({ lag_ms: 0 }), 200_000, 0).detail).toBe('last change 3 min ago');
  });

  it('calls a server that reads a backlog behind, not live', () => {
    const status = statusOf(open, received({ catching_up: true, lag_ms: 7_200_000 }), 0, 0);
    expect(status).toEqual({ tone: 'behind', headline: 'Catching up', detail: '2 h behind · changed just now' });
  });

  it('counts down to the next attempt in whole seconds', () => {
    const lost = { kind: 'lost', loss: { kind: 'closed', reason: '' }, retryAt: 3_500 } as const;
    expect(statusOf(lost, null, 0, 400).detail).toBe('reconnecting in 4 s');
    expect(statusOf(lost, null, 0, 2_501).detail).toBe('reconnecting in 1 s');
    expect(statusOf(lost, null, 0, 3_500).detail).toBe('reconnecting now');
  });

  it('never calls old numbers live while it connects again', () => {
    expect(statusOf({ kind: 'connecting' }, received({}), 30_000, 0)).toEqual({
      tone: 'lost',
      headline: 'Reconnecting',
      detail: 'numbers are 30 s old',
    });
  });
});
