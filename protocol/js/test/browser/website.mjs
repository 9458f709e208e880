import { readFileSync } from 'node:fs';
import { createServer, request as forward } from 'node:http';
import { join } from 'node:path';
import { NPM_PACKAGE } from '../built.mjs';

/** A website: pages by path, the npm package's files under `/npm/`, and a proxy's path to a collector. */
export class Website {
  #pages = new Map();
  #collector;
  #http = createServer((request, response) => this.#answer(request, response));

  constructor(collector) {
    this.#collector = collector;
  }

  async start() {
    await new Promise((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    this.origin = `http://127.0.0.1:${this.#http.address().port}`;
    /** The same server under another name: to a browser it is another host. */
    this.elsewhere = `http://localhost:${this.#http.address().port}`;
    return this;
  }

  async stop() {
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  /** Adds a page, three windows high, whose head is `head`. */
  page(path, head, { body = '', headers = {} } = {}) {
    const html = `<!doctype html><html><head><meta charset="utf-8"><title>Page ${path}</title>${head}</head><body>${body}<svg width="10" height="2400"></svg></body></html>`;
    this.#pages.set(path, { html, headers });
  }

  #answer(request, response) {
    const path = new URL(request.url, this.origin).pathname;
    const page = this.#pages.get(path);
    if (page) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers }).end(page.html);
    } else if (path.startsWith('/npm/')) {
      const file = readFileSync(join(NPM_PACKAGE, path.slice('/npm/'.length)));
      response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(file);
    } else if (path.startsWith('/proxied/')) {
      this.#proxy(request, response, path.slice('/proxied'.length));
    } else {
      response.writeHead(204).end();
    }
  }

  #proxy(request, response, path) {
    const { method, headers } = request;
    const onward = forward(this.#collector.origin + path, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  }
}
