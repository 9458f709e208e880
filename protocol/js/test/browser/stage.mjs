import { after, afterEach, before, beforeEach } from 'node:test';
import { openPage, startChromium } from '../../../../realtime-api/src/main/web/test/chromium.mjs';
import { RecordingCollector } from './recording-collector.mjs';
import { Website } from './website.mjs';

/** One browser for the tests of a `describe`; for each test a website, and a collector of another origin. */
export class Stage {
  #browser;
  #contexts = [];
  collector;
  website;

  /** To be called within a `describe`. */
  constructor() {
    before(async () => {
      this.#browser = await startChromium();
    });
    after(() => this.#browser?.close());
    beforeEach(async () => {
      this.collector = await new RecordingCollector().start();
      this.website = await new Website(this.collector).start();
    });
    afterEach(async () => {
      for (const context of this.#contexts.splice(0)) await context.close();
      await this.website.stop();
      await this.collector.stop();
    });
  }

  /** The tag that a site owner pastes, with further attributes. */
  tag(attributes = '', src = `${this.collector.origin}/js/footfall.js`) {
    return `<script defer data-website-id="shop" ${attributes} src="${src}"></script>`;
  }

  /** A tab of a new visitor; `prepare` runs in it before any script of a page. */
  async tab(prepare) {
    const opened = await openPage(this.#browser);
    this.#contexts.push(opened.page.context());
    if (prepare) await opened.page.addInitScript(prepare);
    return opened;
  }

  /** A page with the tag at `path`, open in a new tab. */
  async open(path = '/', attributes = '', options = {}) {
    this.website.page(path.split(/[?#]/)[0], this.tag(attributes), options);
    const opened = await this.tab();
    await opened.page.goto(this.website.origin + path);
    return opened;
  }

  /** Resolves once as many hits as these count, and returns what `tell` says of each. */
  async counted(number, tell) {
    await this.collector.until((collector) => collector.counted.length >= number, `${number} hits`);
    return this.collector.counted.map(tell);
  }
}
