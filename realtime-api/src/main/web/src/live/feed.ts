import { liveTicket } from '../api/accounts';
import { Problem } from '../api/client';
import type { Socket } from './connection';
import { feedUrl } from './website';

/** Statuses that another try would not change: nobody is signed in, or there is nothing to see. */
const REFUSED = [401, 403, 404];

/** Opens a website's feed: first a one-time ticket is fetched, then the socket that it lets in. */
export function openFeed(websiteId: string): Socket {
  const feed = new TicketedFeed();
  void feed.open(websiteId);
  return feed;
}

class TicketedFeed implements Socket {
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  onrefused: Socket['onrefused'] = null;
  private socket: WebSocket | null = null;
  private closed = false;

  async open(websiteId: string): Promise<void> {
    try {
      const ticket = await liveTicket(websiteId);
      if (this.closed) return;
      const socket = new WebSocket(feedUrl(location, websiteId, ticket));
      socket.onmessage = (message) => this.onmessage?.(message);
      socket.onclose = (close) => this.onclose?.(close);
      this.socket = socket;
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      if (!this.closed) this.fail(thrown);
    }
  }

  close(): void {
    this.closed = true;
    this.socket?.close();
  }

  /** Of a server that is away the page says by itself that the connection is lost. */
  private fail({ status, message }: Problem): void {
    if (REFUSED.includes(status)) this.onrefused?.({ status, reason: message });
    else this.onclose?.(new CloseEvent('close', { reason: status === 0 ? '' : message }));
  }
}
