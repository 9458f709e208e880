import { decode } from './decode';
import { unreachable, type LiveFrame } from './frames';

/** How the page stands with the server. Times are ms of the clock the connection was given. */
export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  /** The server lets this reader in no more: nothing is tried again by itself. */
  | ({ readonly kind: 'refused' } & Refusal)
  | { readonly kind: 'lost'; readonly loss: Loss; readonly retryAt: number };

export interface Refusal {
  /** Of HTTP: 401 for nobody who is known, 403 and 404 for who may not see the website. */
  readonly status: number;
  /** What to do about it, in words for the reader. */
  readonly reason: string;
}

export type Loss =
  | { readonly kind: 'closed'; readonly reason: string }
  | { readonly kind: 'silent' }
  | { readonly kind: 'unreadable'; readonly detail: string };

/** Shortest and longest wait before the page connects again. */
export const SHORTEST_WAIT_MS = 500;
export const LONGEST_WAIT_MS = 4_000;

/**
 * A connection without a word for this long is given up. The minutes of a frame move on each
 * minute, so a healthy server is never silent for longer, while a browser may take many minutes to
 * notice a network that went away.
 */
export const SILENCE_MS = 75_000;

/** An address that takes longer than this to answer is tried anew. */
export const CONNECT_TIMEOUT_MS = 10_000;

/**
 * The wait before attempt `attempt` (0 is the first after a loss): anywhere between the shortest
 * wait and a ceiling that doubles from 1 s up to the longest, so that the dashboards of a node
 * that went away do not all come back in the same instant.
 *
 * @param chance in [0, 1)
 */
export function backoff(attempt: number, chance: number): number {
  const ceiling = Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** attempt);
  return SHORTEST_WAIT_MS + chance * (ceiling - SHORTEST_WAIT_MS);
}

/** The part of a browser's WebSocket that is needed, and whether it may be opened at all. */
export interface Socket {
  onmessage: ((message: MessageEvent<unknown>) => void) | null;
  onclose: ((close: CloseEvent) => void) | null;
  onrefused: ((refusal: Refusal) => void) | null;
  close(): void;
}

export interface Surroundings {
  readonly connect: (websiteId: string) => Socket;
  readonly now: () => number;
  readonly chance: () => number;
}

export interface Listener {
  readonly onState: (state: ConnectionState) => void;
  readonly onFrame: (frame: LiveFrame, receivedAt: number) => void;
}

/** One website's feed: connects, passes frames on, and comes back by itself unless it is refused. */
export class LiveConnection {
  private socket: Socket | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private state: ConnectionState = { kind: 'connecting' };

  constructor(
    private readonly websiteId: string,
    private readonly listener: Listener,
    private readonly surroundings: Surroundings,
  ) {
    this.connect();
  }

  /** Connects at once if the connection is lost or was refused; otherwise does nothing. */
  retryNow(): void {
    switch (this.state.kind) {
      case 'lost':
      case 'refused':
        this.connect();
        return;
      case 'connecting':
      case 'open':
        return;
      default:
        unreachable(this.state);
    }
  }

  /** Ends the feed for good. */
  close(): void {
    this.abandonSocket();
  }

  private connect(): void {
    this.abandonSocket();
    this.enter({ kind: 'connecting' });
    const socket = this.surroundings.connect(this.websiteId);
    socket.onmessage = (message) => this.onMessage(message.data);
    socket.onclose = (close) => this.lose({ kind: 'closed', reason: close.reason });
    socket.onrefused = (refusal) => {
      this.abandonSocket();
      this.enter({ kind: 'refused', ...refusal });
    };
    this.socket = socket;
    this.loseAfter(CONNECT_TIMEOUT_MS);
  }

  private onMessage(data: unknown): void {
    const decoded = decode(String(data));
    switch (decoded.kind) {
      case 'frame':
        // Only a frame is a success: a server that accepts and hangs up must not be stormed.
        this.failures = 0;
        this.loseAfter(SILENCE_MS);
        if (this.state.kind !== 'open') this.enter({ kind: 'open' });
        this.listener.onFrame(decoded.frame, this.surroundings.now());
        return;
      case 'unreadable':
        this.lose({ kind: 'unreadable', detail: decoded.detail });
        return;
      default:
        unreachable(decoded);
    }
  }

  private lose(loss: Loss): void {
    this.abandonSocket();
    const wait = backoff(this.failures, this.surroundings.chance());
    this.failures += 1;
    this.timer = setTimeout(() => this.connect(), wait);
    this.enter({ kind: 'lost', loss, retryAt: this.surroundings.now() + wait });
  }

  private loseAfter(silence: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.lose({ kind: 'silent' }), silence);
  }

  private abandonSocket(): void {
    clearTimeout(this.timer);
    if (this.socket === null) return;
    this.socket.onmessage = null;
    this.socket.onclose = null;
    this.socket.onrefused = null;
    this.socket.close();
    this.socket = null;
  }

  private enter(state: ConnectionState): void {
    this.state = state;
    this.listener.onState(state);
  }
}
