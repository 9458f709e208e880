import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { SCRIPT } from '../built.mjs';

const PATIENCE_MS = 20_000;

/** Hands out the script, and keeps what is posted to `/api/event`; answers 202 unless told otherwise. */
export class RecordingCollector {
  #http;
  #port = 0;
  #awaiting = new Set();
  /** Every request for an event: method, headers, the status it got, and its hits. */
  requests = [];
  /** Statuses of the next answers; with a second one, Retry-After in seconds. */
  answers = [];

  async start() {
    this.#http = createServer((request, response) => this.#answer(request, response));
    await new Promise((resolve, reject) => this.#http.once('error', reject).listen(this.#port, '127.0.0.1', resolve));
    this.#port = this.#http.address().port;
    this.origin = `http://127.0.0.1:${this.#port}`;
    return this;
  }

  /** Stops to listen; `start` comes back at the same address. */
  async stop() {
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  /** The hits that were answered with 202, in their order of arrival, copies and all. */
  get taken() {
    return this.requests.filter((request) => request.status === 202).flatMap((request) => request.hits);
  }

  /** The same as a shard counts them: each id once, by its first hit. */
  get counted() {
    const first = new Map();
    for (const hit of this.taken) if (!first.has(hit.event_id)) first.set(hit.event_id, hit);
    return [...first.values()];
  }

  /** Resolves once `holds` accepts the collector; fails after 20 s with what was there instead. */
  until(holds, what) {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!holds(this)) return;
        clearTimeout(timer);
        this.#awaiting.delete(look);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#awaiting.delete(look);
        reject(new Error(`never arrived: ${what}; requests: ${JSON.stringify(this.requests, null, 1)}`));
      }, PATIENCE_MS);
      this.#awaiting.add(look);
      look();
    });
  }

  #answer(request, response) {
    const path = new URL(request.url, this.origin).pathname;
    if (path === '/js/footfall.js') {
      response.writeHead(200, { 'content-type': 'application/javascript; charset=UTF-8' }).end(readFileSync(SCRIPT));
    } else if (path === '/api/event') {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => this.#record(request, Buffer.concat(chunks).toString(), response));
    } else {
      response.writeHead(404).end();
    }
  }

  #record(request, body, response) {
    const [status, retryAfter] = [this.answers.shift() ?? 202].flat();
    const { method, headers } = request;
    this.requests.push({ method, headers, status, hits: method === 'POST' ? JSON.parse(body) : [] });
    response
      .writeHead(status, {
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'Retry-After',
        'content-type': 'application/json',
        // No page may end up with it: hits are sent without credentials.
        'set-cookie': 'unwanted=1',
        ...(retryAfter && { 'retry-after': String(retryAfter) }),
      })
      .end('{"accepted":1,"rejected":[]}');
    for (const look of [...this.#awaiting]) look();
  }
}
