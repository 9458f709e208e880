import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveConnection, SILENCE_MS, type ConnectionState, type Socket } from '../../src/live/connection';
import type { LiveFrame } from '../../src/live/frames';
import { frame } from '../wire.mjs';

class ScriptedSocket implements Socket {
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  onrefused: Socket['onrefused'] = null;
  closed = false;

  close(): void {
    this.closed = true;
  }

  say(text: string): void {
    this.onmessage?.({ data: text } as MessageEvent<unknown>);
  }

  hangUp(reason = ''): void {
    this.onclose?.({ reason } as CloseEvent);
  }
}

describe('a live connection', () => {
  let sockets: ScriptedSocket[];
  let states: ConnectionState[];
  let frames: LiveFrame[];
  let connection: LiveConnection;

  const newest = (): ScriptedSocket => {
    const socket = sockets.at(-1);
    if (socket === undefined) throw new Error('never connected');
    return socket;
  };
  const snapshot = JSON.stringify(frame({ type: 'snapshot', active_users: 5 }));

  beforeEach(() => {
    vi.useFakeTimers();
    [sockets, states, frames] = [[], [], []];
    connection = new LiveConnection(
      'ws://test/api/live/demo',
      { onState: (state) => states.push(state), onFrame: (received) => frames.push(received) },
      {
        connect: () => {
          sockets.push(new ScriptedSocket());
          return newest();
        },
        now: () => Date.now(),
        chance: () => 0.5,
      },
    );
  });
  afterEach(() => {
    connection.close();
    vi.useRealTimers();
  });

  it('is open once a frame has come, not before', () => {
    expect(states.map((state) => state.kind)).toEqual(['connecting']);
    newest().say(snapshot);
    expect(states.map((state) => state.kind)).toEqual(['connecting', 'open']);
    expect(frames[0]?.activeUsers).toBe(5);
  });

  it('comes back by itself after the wait it announced', () => {
    newest().say(snapshot);
    newest().hangUp('going away');
    const lost = states.at(-1);
    expect(lost).toEqual({ kind: 'lost', loss: { kind: 'closed', reason: 'going away' }, retryAt: Date.now() + 750 });
    vi.advanceTimersByTime(749);
    expect(sockets).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(sockets).toHaveLength(2);
    newest().say(snapshot);
    expect(states.at(-1)).toEqual({ kind: 'open' });
  });

  it('backs off from a server that accepts and hangs up', () => {
    for (let second = 0; second < 600; second++) {
      newest().hangUp();
      vi.advanceTimersByTime(1_000);
    }
    expect(sockets.length).toBeLessThan(600 / 2);
    expect(sockets.length).toBeGreaterThan(600 / 4);
  });

  it('begins with short waits again after a frame', () => {
    for (let loss = 0; loss < 5; loss++) {
      newest().hangUp();
      vi.advanceTimersByTime(4_000);
    }
    newest().say(snapshot);
    newest().hangUp();
    expect(states.at(-1)).toMatchObject({ retryAt: Date.now() + 750 });
  });

  it('gives up a connection that fell silent, and not a moment earlier', () => {
    newest().say(snapshot);
    vi.advanceTimersByTime(SILENCE_MS - 1);
    expect(states.at(-1)?.kind).toBe('open');
    vi.advanceTimersByTime(1);
    expect(states.at(-1)).toMatchObject({ kind: 'lost', loss: { kind: 'silent' } });
    expect(sockets[0]?.closed).toBe(true);
  });

  it('gives up an address that never answers', () => {
    vi.advanceTimersByTime(10_000);
    expect(states.at(-1)).toMatchObject({ kind: 'lost', loss: { kind: 'silent' } });
  });

  it('drops a server whose frames it cannot read, and tries again', () => {
    newest().say('{"type":"poem"}');
    expect(states.at(-1)).toMatchObject({ kind: 'lost', loss: { kind: 'unreadable' } });
    expect(sockets[0]?.closed).toBe(true);
    vi.advanceTimersByTime(4_000);
    expect(sockets).toHaveLength(2);
  });

  it('connects at once when told to, and only if it is lost', () => {
    connection.retryNow();
    expect(sockets).toHaveLength(1);
    newest().hangUp();
    connection.retryNow();
    expect(sockets).toHaveLength(2);
    vi.advanceTimersByTime(2_000);
    expect(sockets).toHaveLength(2);
  });

  it('that is refused tries no more by itself, but when it is told to', () => {
    newest().say(snapshot);
    newest().hangUp();
    vi.advanceTimersByTime(4_000);
    newest().onrefused?.({ status: 404, reason: 'nothing to see' });
    expect(states.at(-1)).toEqual({ kind: 'refused', status: 404, reason: 'nothing to see' });
    vi.advanceTimersByTime(600_000);
    expect(sockets).toHaveLength(2);
    connection.retryNow();
    expect(sockets).toHaveLength(3);
    newest().say(snapshot);
    expect(states.at(-1)).toEqual({ kind: 'open' });
  });

  it('stays closed once closed', () => {
    newest().hangUp();
    connection.close();
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
  });
});
