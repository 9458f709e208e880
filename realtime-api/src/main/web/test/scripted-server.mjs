import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';
import { ScriptedRest } from './scripted-rest.mjs';

/** The folder that `vite build` fills and the product serves. */
export const BUILT = fileURLToPath(new URL('../../../../target/classes/web', import.meta.url));

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/**
 * Serves the built page under its strict policy, REST from memory (`rest`), and a feed at
 * `/api/live/{website_id}` that says what a test tells it to say.
 */
export class ScriptedServer {
  #sockets = new Set();
  #http = createServer((request, response) => this.#answer(request, response));
  #feed = new WebSocketServer({ noServer: true });
  #greeting = null;
  /** Websites asked for, one entry for each connection. */
  asked = [];
  /** Tickets that these came with. */
  tickets = [];
  rest = new ScriptedRest();
  /** Bodies posted to the collector. */
  posted = [];
  /** While true, no connection to the feed succeeds. */
  away = false;

  async start() {
    this.#http.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    await new Promise((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    this.origin = `http://127.0.0.1:${this.#http.address().port}`;
    return this;
  }

  /** Makes `frame` the snapshot that greets each new connection; a function makes one for each website id. */
  greetWith(frame) {
    const frameOf = typeof frame === 'function' ? frame : () => frame;
    this.#greeting = frame === null ? null : (websiteId) => JSON.stringify({ ...frameOf(websiteId), type: 'snapshot' });
  }

  /** Sends an update to all connections. */
  update(frame) {
    this.say(JSON.stringify({ ...frame, type: 'update' }));
  }

  say(text) {
    for (const socket of this.#sockets) socket.send(text);
  }

  /** Cuts all connections without a goodbye, as a killed node does. */
  cut() {
    for (const socket of this.#sockets) socket.terminate();
  }

  async stop() {
    this.cut();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  #upgrade(request, socket, head) {
    if (this.away) {
      socket.destroy();
      return;
    }
    const url = new URL(request.url, this.origin);
    const websiteId = decodeURIComponent(url.pathname.replace('/api/live/', ''));
    this.asked.push(websiteId);
    this.tickets.push(url.searchParams.get('ticket'));
    this.#feed.handleUpgrade(request, socket, head, (client) => {
      this.#sockets.add(client);
      client.on('close', () => this.#sockets.delete(client));
      if (this.#greeting !== null) client.send(this.#greeting(websiteId));
    });
  }

  #answer(request, response) {
    const url = new URL(request.url, this.origin);
    const path = url.pathname;
    if (path === '/api/event') this.#collect(request, response);
    else if (path.startsWith('/api/')) this.#rest(request, response, url);
    else this.#file(path, response);
  }

  /** A file of the page, or for its client-side paths the page itself; its assets are never stood in for. */
  #file(path, response) {
    const asked = join(BUILT, normalize(path === '/' ? '/index.html' : path));
    const file = existsSync(asked) || path.startsWith('/assets/') ? asked : join(BUILT, 'index.html');
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-security-policy':
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
      'x-content-type-options': 'nosniff',
    });
    createReadStream(file).pipe(response);
  }

  #rest(request, response, url) {
    bodyOf(request).then((text) => {
      const body = text === '' ? undefined : JSON.parse(text);
      const answer = this.rest.answer(request.method, url, body, request.headers['x-csrf-token']);
      response
        .writeHead(answer?.status ?? 404, { 'content-type': 'application/json', ...answer?.headers })
        .end(JSON.stringify(answer?.body ?? { error: 'not_found', message: 'There is nothing here.' }));
    });
  }

  #collect(request, response) {
    bodyOf(request).then((text) => {
      this.posted.push(text);
      response.writeHead(202, { 'content-type': 'application/json' }).end('{"accepted":1,"rejected":[]}');
    });
  }
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
