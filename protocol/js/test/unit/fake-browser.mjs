import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { SCRIPT } from '../built.mjs';

const script = new vm.Script(readFileSync(SCRIPT, 'utf8'));

/**
 * As much of a browser as the built script asks for, with a clock that stands until it is moved. An
 * answer of the collector is what `answers` holds next, else 202; 'unreachable' fails the request.
 */
export class FakeBrowser {
  #listeners = new Map();
  #timers = [];
  now = 1_700_000_000_000;
  /** Requests by fetch: address, options, and the hits of the body. */
  requests = [];
  /** Requests by sendBeacon that were taken: 64 KiB of them, as browsers let outlive a page. */
  beacons = [];
  #outliving = 0;
  warnings = [];
  answers = [];

  constructor(attributes = {}, navigator = {}) {
    const on = (type, listener) => this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
    this.document = {
      currentScript: { src: 'https://stats.example/js/footfall.js', dataset: { websiteId: 'shop', ...attributes } },
      title: 'Shop',
      referrer: 'https://search.example/',
      hidden: false,
      documentElement: { scrollHeight: 4_000 },
      addEventListener: on,
    };
    this.location = { pathname: '/', hash: '', search: '', origin: 'https://shop.example', host: 'shop.example' };
    Object.defineProperty(this.location, 'href', {
      get: () => this.location.origin + this.location.pathname + this.location.search + this.location.hash,
    });
    const go = (state, unused, address) => this.#go(address);
    this.window = {
      document: this.document,
      location: this.location,
      history: { pushState: go, replaceState: go },
      navigator: {
        ...navigator,
        sendBeacon: (address, body) => {
          if (this.#outliving + Buffer.byteLength(body) > 65_536) return false;
          this.#outliving += Buffer.byteLength(body);
          return this.beacons.push({ address, hits: JSON.parse(body) }) > 0;
        },
      },
      screen: { width: 1_920, height: 1_080 },
      scrollY: 0,
      innerHeight: 1_000,
      addEventListener: on,
      performance: { now: () => this.now - 1_600_000_000_000 },
      crypto: { getRandomValues: (bytes) => crypto.getRandomValues(bytes) },
      console: { warn: (...words) => this.warnings.push(words.join(' ')) },
      Date: { now: () => this.now },
      URL,
      setTimeout: (run, delay = 0) => this.#timers.push({ at: this.now + delay, run }),
      fetch: (address, options) => this.#fetch(address, options),
    };
    this.window.window = this.window;
    vm.createContext(this.window);
  }

  /** Runs the script, and what it has put off. */
  async load() {
    script.runInContext(this.window);
    await this.pass(0);
    return this;
  }

  /** Calls the page's own function, as the page does. */
  async call(...command) {
    this.window.footfall(...command);
    await this.pass(0);
  }

  /** Lets so many milliseconds pass, and all run that falls due in them. */
  async pass(milliseconds) {
    const until = this.now + milliseconds;
    for (;;) {
      await settled();
      const next = this.#timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers.splice(this.#timers.indexOf(next), 1);
      this.now = Math.max(this.now, next.at);
      next.run();
    }
    this.now = until;
  }

  async fire(type, event = {}) {
    for (const listener of this.#listeners.get(type) ?? []) listener(event);
    await this.pass(0);
  }

  async show(state) {
    this.document.hidden = state === 'hidden';
    await this.fire('visibilitychange');
  }

  async scrollTo(y) {
    this.window.scrollY = y;
    await this.fire('scroll');
  }

  async push(address) {
    this.window.history.pushState({}, '', address);
    await this.pass(0);
  }

  async click(href, button = 0) {
    const link = new URL(href);
    const { host, origin, pathname } = link;
    const path = [{ nodeName: 'B' }, { nodeName: 'A', href, host, origin, pathname }, this.document, this.window];
    await this.fire(button === 0 ? 'click' : 'auxclick', { button, composedPath: () => path });
  }

  /** Every hit that was sent, in the order of sending, attempts and all. */
  get sent() {
    return this.requests.flatMap((request) => request.hits);
  }

  #go(address) {
    const to = new URL(address, this.location.href);
    Object.assign(this.location, { pathname: to.pathname, search: to.search, hash: to.hash });
  }

  #fetch(address, options) {
    this.requests.push({ address, options, hits: JSON.parse(options.body) });
    const answer = this.answers.shift() ?? 202;
    if (answer === 'unreachable') return Promise.reject(new TypeError('Failed to fetch'));
    if (answer === 'never') return new Promise(() => {});
    const { status, retryAfter = null, text = '' } = typeof answer === 'number' ? { status: answer } : answer;
    return Promise.resolve({
      status,
      ok: status < 400,
      headers: { get: (name) => (name === 'Retry-After' ? retryAfter : null) },
      text: () => Promise.resolve(text),
    });
  }
}

/** A turn of the event loop: every promise that can be settled is. */
function settled() {
  return new Promise((resolve) => setImmediate(resolve));
}
