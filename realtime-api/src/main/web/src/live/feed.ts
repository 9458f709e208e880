import { liveTicket } from '../api/accounts';
import { Problem, problemText } from '../api/client';
import type { Socket } from './connection';
import { feedUrl } from './website';

/** A server that knows no tickets is asked without one; it says itself whether that is allowed. */
const NO_TICKETS = [404, 405];

/** Opens a website's feed: first a one-time ticket is fetched, then the socket that it lets in. */
export function openFeed(websiteId: string): Socket {
  const feed = new TicketedFeed();
  void feed.open(websiteId);
  return feed;
}

class TicketedFeed implements Socket {
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  private socket: WebSocket | null = null;
  private closed = false;

  async open(websiteId: string): Promise<void> {
    try {
      const ticket = await ticketFor(websiteId);
      if (this.closed) return;
      const socket = new WebSocket(feedUrl(location, websiteId, ticket));
      socket.onmessage = (message) => this.onmessage?.(message);
      socket.onclose = (close) => this.onclose?.(close);
      this.socket = socket;
    } catch (thrown) {
      if (!this.closed) this.onclose?.(new CloseEvent('close', { reason: reasonOf(thrown) }));
    }
  }

  close(): void {
    this.closed = true;
    this.socket?.close();
  }
}

async function ticketFor(websiteId: string): Promise<string> {
  try {
    return await liveTicket(websiteId);
  } catch (thrown) {
    if (thrown instanceof Problem && NO_TICKETS.includes(thrown.status)) return '';
    throw thrown;
  }
}

/** Nothing for a server that is away: the page says by itself that the connection is lost. */
function reasonOf(thrown: unknown): string {
  return thrown instanceof Problem && thrown.status === 0 ? '' : problemText(thrown);
}
