import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, beforeEach, afterEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openPage, startChromium } from '../chromium.mjs';
import { pageFacts } from '../facts.mjs';
import { ScriptedServer } from '../scripted-server.mjs';
import { busyFrame, frame, minutes } from '../wire.mjs';

const PICTURES = fileURLToPath(new URL('../../../../../target/live-page', import.meta.url));
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 375, height: 812 };
const PATIENCE_MS = 15_000;

describe('the live page', { timeout: 120_000 }, () => {
  let browser;
  let server;
  const contexts = [];

  before(async () => {
    mkdirSync(PICTURES, { recursive: true });
    browser = await startChromium();
  });
  after(() => browser?.close());
  beforeEach(async () => {
    server = await new ScriptedServer().start();
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    await server.stop();
  });

  async function open(options = {}, path = '/?website=demo') {
    const opened = await openPage(browser, { viewport: DESKTOP, ...options });
    contexts.push(opened.page.context());
    await opened.page.goto(server.origin + path);
    return opened;
  }

  /** Reads the page until `holds` accepts what a reader sees, and returns it. */
  async function seen(page, holds, what) {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const facts = await pageFacts(page);
      if (holds(facts)) return facts;
      if (Date.now() > deadline) assert.fail(`never seen: ${what}; the page shows ${JSON.stringify(facts)}`);
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
  }

  const picture = (page, name) => page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });

  it('moves its number without a reload, through the numbers between', async () => {
    server.greetWith(frame({ active_users: 12, pageviews_30m: 30 }));
    const { page, complaints } = await open();
    await seen(page, (facts) => facts.activeUsers === 12, '12 active users');
    await page.evaluate(() => {
      window.neverReloaded = true;
      window.numbersShown = new Set();
      const number = document.querySelector('[data-fact="active-users"]');
      new MutationObserver(() => window.numbersShown.add(number.textContent)).observe(number, {
        subtree: true,
        characterData: true,
        childList: true,
      });
    });

    server.update(frame({ version: Date.now() + 1, active_users: 1_480, pageviews_30m: 2_000 }));

    await seen(page, (facts) => facts.activeUsers === 1_480 && facts.pageviews30m === 2_000, '1,480 active users');
    assert.equal(await page.evaluate(() => window.neverReloaded), true);
    assert.ok((await page.evaluate(() => window.numbersShown.size)) > 3, 'the number jumped');
    assert.equal(await page.title(), '1,480 on demo · Footfall');
    assert.deepEqual(complaints, []);
  });

  it('draws thirty minutes whose heights are in proportion', async () => {
    const time = Date.now();
    server.greetWith(frame({ time, pageviews_30m: 12, per_minute: minutes(time, (place) => ({ pageviews: place === 5 ? 8 : place === 6 ? 4 : 0 })) }));
    const { page } = await open({ reducedMotion: 'reduce' });
    const facts = await seen(page, (shown) => shown.bars === 30, '30 bars');
    assert.equal(facts.barsWithPageviews, 2);
    assert.equal(facts.pageviewsInBars, 12);
    const heights = await page.locator('.bar-pageviews').evaluateAll((bars) => bars.map((bar) => bar.offsetHeight));
    assert.ok(Math.abs(heights[5] - 2 * heights[6]) <= 1, `heights ${heights[5]} and ${heights[6]}`);
  });

  it('ranks its lists by pageviews and says names instead of codes', async () => {
    server.greetWith(busyFrame(0));
    const { page, complaints } = await open();
    const facts = await seen(page, (shown) => shown.topPages.length === 10, 'ten pages');
    for (const list of [facts.topPages, facts.topCountries, facts.topSources, facts.topDevices]) {
      const counts = list.map((row) => row.pageviews);
      assert.deepEqual(counts, counts.toSorted((a, b) => b - a));
    }
    assert.equal(facts.topCountries[0].label, 'Germany');
    assert.equal(facts.topSources[0].label, 'Organic search');
    assert.equal(facts.recentHits.length, 20);
    await picture(page, 'light');
    assert.deepEqual(complaints, []);
  });
});
