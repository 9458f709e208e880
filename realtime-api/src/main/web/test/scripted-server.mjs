import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';

/** The folder that `vite build` fills and the product serves. */
export const BUILT = fileURLToPath(new URL('../../../../target/classes/web', import.meta.url));

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/**
 * Serves the built page under its strict policy, and a feed at `/api/live/{website_id}` that says
 * what a test tells it to say.
 */
export class ScriptedServer {
  #sockets = new Set();
  #http = createServer((request, response) => this.#answer(request, response));
  #feed = new WebSocketServer({ noServer: true });
  #greeting = null;
  /** Websites asked for, one entry for each connection. */
  asked = [];
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

  /** Makes `frame` the snapshot that greets each new connection. */
  greetWith(frame) {
    this.#greeting = frame === null ? null : JSON.stringify({ ...frame, type: 'snapshot' });
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
    this.asked.push(decodeURIComponent(request.url.replace('/api/live/', '')));
    this.#feed.handleUpgrade(request, socket, head, (client) => {
      this.#sockets.add(client);
      client.on('close', () => this.#sockets.delete(client));
      if (this.#greeting !== null) client.send(this.#greeting);
    });
  }

  #answer(request, response) {
    const path = new URL(request.url, this.origin).pathname;
    if (path === '/api/event') {
      this.#collect(request, response);
      return;
    }
    const file = join(BUILT, normalize(path === '/' ? '/index.html' : path));
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

  #collect(request, response) {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      this.posted.push(Buffer.concat(chunks).toString());
      response.writeHead(202, { 'content-type': 'application/json' }).end('{"accepted":1,"rejected":[]}');
    });
  }
}
