import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, afterEach, before, beforeEach } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openPage, startChromium } from '../chromium.mjs';
import { pageFacts } from '../facts.mjs';
import { ScriptedServer } from '../scripted-server.mjs';

export const DESKTOP = { width: 1280, height: 900 };
export const TABLET = { width: 768, height: 1024 };
export const PHONE = { width: 375, height: 812 };

const PICTURES = process.env.FOOTFALL_PICTURES ?? fileURLToPath(new URL('../../../../../target/web-pictures', import.meta.url));
const PATIENCE_MS = 15_000;

/** One browser for the tests of a `describe`, and for each test a server and pages of its own. */
export class Stage {
  #browser;
  #contexts = [];
  #servers = [];
  /** The test's ScriptedServer. */
  server;

  /** To be called within a `describe`. */
  constructor() {
    before(async () => {
      mkdirSync(PICTURES, { recursive: true });
      this.#browser = await startChromium();
    });
    after(() => this.#browser?.close());
    beforeEach(async () => {
      this.server = await this.another();
    });
    afterEach(async () => {
      for (const context of this.#contexts.splice(0)) await context.close();
      for (const server of this.#servers.splice(0)) await server.stop();
    });
  }

  /** A further server of the test. */
  async another() {
    const server = await new ScriptedServer().start();
    this.#servers.push(server);
    return server;
  }

  /** A page that shows nothing yet. */
  async blank(options = {}) {
    const opened = await openPage(this.#browser, { viewport: DESKTOP, ...options });
    this.#contexts.push(opened.page.context());
    return opened;
  }

  /** Opens a page, the live one unless told; `options` are those of a Playwright context. */
  async open(options = {}, path = '/?website=demo') {
    const opened = await this.blank(options);
    await opened.page.goto(this.server.origin + path);
    return opened;
  }

  /** Reads the page until `holds` accepts what a reader sees, and returns it. */
  async seen(page, holds, what) {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const facts = await pageFacts(page);
      if (holds(facts)) return facts;
      if (Date.now() > deadline) assert.fail(`never seen: ${what}; the page shows ${JSON.stringify(facts)}`);
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
  }

  /** Gathers every text that the large number shows from now on, in `window.numbersShown`. */
  async watchNumber(page) {
    await page.evaluate(() => {
      window.numbersShown = new Set();
      const number = document.querySelector('[data-fact="active-users"]');
      new MutationObserver(() => window.numbersShown.add(number.textContent)).observe(number, {
        subtree: true,
        characterData: true,
        childList: true,
      });
    });
  }

  /** Counts every row that sets out for another place from now on, in `window.glides`. */
  async watchGlides(page) {
    await page.evaluate(() => {
      window.glides = 0;
      const { animate } = Element.prototype;
      Element.prototype.animate = function (frames, options) {
        if (options.composite === 'add') window.glides++;
        return animate.call(this, frames, options);
      };
    });
  }

  /** Counts the rows that are gliding to another place at this moment. */
  async gliding(page) {
    return page.evaluate(() => document.getAnimations().filter((motion) => motion.effect.composite === 'add').length);
  }

  /** Awaits that `holds` is true of what it resolves to. */
  async until(read, holds, what) {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const value = await read();
      if (holds(value)) return value;
      if (Date.now() > deadline) assert.fail(`never came: ${what}; there is ${JSON.stringify(value)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  picture(page, name) {
    return page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
  }
}
