import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, afterEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { openPage, startChromium } from '../chromium.mjs';
import { pageFacts } from '../facts.mjs';
import { BUILT, ScriptedServer } from '../scripted-server.mjs';
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

    await page.emulateMedia({ colorScheme: 'dark' });
    await picture(page, 'dark');
    await page.setViewportSize(PHONE);
    await picture(page, 'phone-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await picture(page, 'phone');
  });

  it('lets rows change places and the newest hit come in on top', async () => {
    const time = Date.now();
    const first = { time: time - 1_000, event_type: 'pageview', page_path: '/first', traffic_source: 'direct', device_type: 'mobile' };
    server.greetWith(frame({ time, pageviews_30m: 3, recent_hits: [first], top_pages: [{ page_path: '/a', pageviews: 2 }, { page_path: '/b', pageviews: 1 }] }));
    const { page } = await open();
    await seen(page, (facts) => facts.topPages[0]?.label === '/a', '/a leading');

    const second = { ...first, time, page_path: '/second' };
    server.update(frame({ time, version: time + 1, pageviews_30m: 7, recent_hits: [second, first], top_pages: [{ page_path: '/b', pageviews: 5 }, { page_path: '/a', pageviews: 2 }] }));

    const facts = await seen(page, (shown) => shown.topPages[0]?.label === '/b', '/b leading');
    assert.deepEqual(facts.topPages, [{ label: '/b', pageviews: 5 }, { label: '/a', pageviews: 2 }]);
    assert.deepEqual(facts.recentHits.map((hit) => hit.what), ['/second', '/first']);
    assert.deepEqual(facts.recentHits[0].who, ['Unknown', 'Direct', 'Mobile']);
    const gliding = await page.evaluate(() => document.getAnimations().filter((motion) => motion.effect.composite === 'add').length);
    assert.ok(gliding >= 2, 'rows jumped');
  });

  it('shows hostile strings as text and runs none of them', async () => {
    const time = Date.now();
    const hostile = [
      '<img src=x onerror="window.executed=1">',
      '<script>window.executed=2</script>',
      'javascript:window.executed=3',
      '"><svg onload=window.executed=4>',
      '/evil\u202Egnp.exe',
      '/zero\u200Bwidth\u0000\n',
      `/${'long/'.repeat(410)}`,
      '%E0%A4%A',
      '/caf%C3%A9',
    ];
    server.greetWith(
      frame({
        time,
        website_id: hostile[0],
        pageviews_30m: 45,
        top_pages: hostile.map((page_path, rank) => ({ page_path, pageviews: 9 - rank })),
        top_countries: hostile.map((country, rank) => ({ country, pageviews: 9 - rank })),
        top_sources: hostile.map((traffic_source, rank) => ({ traffic_source, pageviews: 9 - rank })),
        top_devices: ['__proto__', 'constructor', ...hostile].map((device_type, rank) => ({ device_type, pageviews: 12 - rank })),
        recent_hits: hostile.map((text, age) => ({
          time: time - age,
          event_type: text,
          event_name: text,
          page_path: text,
          country: text,
          city: text,
          traffic_source: text,
          device_type: text,
          browser: text,
        })),
      }),
    );
    const { page, complaints } = await open({ viewport: PHONE });
    const facts = await seen(page, (shown) => shown.recentHits.length === hostile.length, 'the hostile hits');

    const labels = facts.topPages.map((row) => row.label);
    assert.deepEqual(labels.slice(0, 4), hostile.slice(0, 4));
    assert.equal(labels[4], '/evil⟨202E⟩gnp.exe');
    assert.equal(labels[5], '/zero⟨200B⟩width⟨0000⟩⟨000A⟩');
    assert.equal(labels[6].length, 301);
    assert.equal(labels[7], '%E0%A4%A');
    assert.equal(labels[8], '/café');
    assert.deepEqual(facts.topDevices.slice(0, 2).map((row) => row.label), ['__proto__', 'constructor']);
    assert.equal(facts.widerThanScreenBy, 0);
    const foreign = await page.evaluate(() => ({
      executed: window.executed ?? 0,
      elements: document.querySelectorAll('#app img:not([src="/favicon.svg"]), #app script, #app svg, #app [onerror], #app a[href^="javascript"]').length,
      links: [...document.links].map((link) => link.href),
    }));
    assert.deepEqual(foreign, { executed: 0, elements: 0, links: ['https://db-ip.com/'] });
    assert.deepEqual(complaints, []);
    await picture(page, 'hostile-phone');
  });

  it('says that the connection is lost, greys the numbers, and recovers by itself', async () => {
    server.greetWith(busyFrame(0));
    const { page } = await open();
    await seen(page, (facts) => facts.status === 'Live' && !facts.stale, 'a live page');

    server.away = true;
    server.cut();
    const lost = await seen(page, (facts) => facts.stale && /^reconnecting (now|in [1-4] s)$/.test(facts.statusDetail), 'the loss');
    assert.equal(lost.activeUsers, 184, 'old numbers must stay readable');
    assert.equal(lost.status, 'Connection lost');
    const gliding = await page.evaluate(() => document.getAnimations().filter((motion) => motion.effect.composite === 'add').length);
    assert.equal(gliding, 0, 'rows moved though only their colour changed');
    await picture(page, 'lost');

    // A node that lost its memory of versions: its snapshot replaces all the same.
    server.greetWith(frame({ version: 1, active_users: 7, pageviews_30m: 9 }));
    server.away = false;
    const back = await seen(page, (facts) => facts.status === 'Live' && facts.activeUsers === 7 && facts.pageviews30m === 9, 'the recovery');
    assert.equal(back.stale, false);
  });

  it('admits that it is catching up, and how far behind it is', async () => {
    server.greetWith({ ...busyFrame(0), catching_up: true, lag_ms: 95_000 });
    const { page } = await open();
    const facts = await seen(page, (shown) => shown.status === 'Catching up', 'catching up');
    assert.match(facts.statusDetail, /^1 min behind/);
    assert.match(facts.notice, /rising/);
    await picture(page, 'catching-up');
  });

  it('counts up the time since its last change by the clock, not by the frames', async () => {
    server.greetWith(busyFrame(0));
    const { page } = await open();
    await seen(page, (facts) => facts.statusDetail === '0.18 s delay · changed just now', 'a fresh frame');
    await seen(page, (facts) => facts.statusDetail === '0.18 s delay · last change 2 s ago', 'its ageing');
  });

  it('says what it cannot read instead of showing half of it', async () => {
    server.greetWith(busyFrame(0));
    const { page } = await open();
    await seen(page, (facts) => facts.status === 'Live', 'a live page');
    server.greetWith({ ...busyFrame(0), active_users: 'many' });
    server.say('{"type":"update","active_users":"many"}');
    const facts = await seen(page, (shown) => shown.status === 'Frame not understood', 'the complaint');
    assert.match(facts.notice, /must be/);
    assert.equal(facts.activeUsers, 184);
  });

  it('tells how to send a first hit while there is none, and sends one', async () => {
    server.greetWith(frame());
    const { page, complaints } = await open({}, '/?website=shop.example');
    await seen(page, (facts) => facts.waitingForFirstHit, 'the empty page');
    const snippets = await page.locator('.snippet code').allTextContents();
    assert.match(snippets[0], new RegExp(`^curl -i ${server.origin}/api/event`));
    assert.ok(snippets.every((code) => code.includes('"shop.example"')));
    await picture(page, 'empty');

    await page.getByRole('button', { name: 'Send one test pageview' }).click();
    await page.getByText('Accepted.').waitFor();
    const hit = JSON.parse(server.posted[0]);
    assert.equal(hit.website_id, 'shop.example');
    assert.equal(hit.event_type, 'pageview');

    server.update(busyFrame(0));
    await seen(page, (facts) => !facts.waitingForFirstHit && facts.topPages.length === 10, 'the lists');
    assert.deepEqual(complaints, []);
  });

  it('offers a shell command that a shell turns into one well-formed hit', async () => {
    server.greetWith(frame());
    const { page } = await open();
    const command = await page.locator('.snippet code').first().textContent();
    await promisify(execFile)('sh', ['-c', command]);
    const hit = JSON.parse(server.posted[0]);
    assert.equal(hit.website_id, 'demo');
    assert.ok(Math.abs(hit.client_timestamp - Date.now()) < 60_000);
  });

  it('follows another website when asked to, and comes back to it next time', async () => {
    server.greetWith(busyFrame(0));
    const { page } = await open({}, '/');
    await seen(page, (facts) => facts.website === 'demo' && facts.status === 'Live', 'the default website');

    await page.getByLabel('Website').fill('not an id!');
    assert.equal(await page.getByRole('button', { name: 'Show' }).isDisabled(), true);
    await page.getByLabel('Website').fill('shop-2');
    await page.keyboard.press('Enter');
    await seen(page, () => server.asked.includes('shop-2'), 'the other website');
    assert.match(page.url(), /\?website=shop-2$/);

    await page.goBack();
    await seen(page, (facts) => facts.website === 'demo', 'the way back');
    await page.goForward();
    await seen(page, (facts) => facts.website === 'shop-2', 'and forth');
    await page.goto(server.origin);
    await seen(page, (facts) => facts.website === 'shop-2', 'the website seen last');
  });

  it('reads single minutes to the keyboard', async () => {
    server.greetWith(busyFrame(0));
    const { page } = await open();
    const bars = page.getByRole('group', { name: /Pageviews per minute/ });
    await bars.focus();
    await page.keyboard.press('ArrowLeft');
    assert.match(await page.locator('.chart .readout').textContent(), /^\d\d:\d\d so far · \d+ pageviews · \d+ active users/);
    await page.keyboard.press('Home');
    assert.doesNotMatch(await page.locator('.chart .readout').textContent(), /so far/);
    await page.keyboard.press('Escape');
    assert.match(await page.locator('.chart .readout').textContent(), /^Peak/);
  });

  it('holds the stream still under the pointer and lets it go afterwards', async () => {
    server.greetWith(busyFrame(0));
    const { page } = await open();
    const before = await seen(page, (facts) => facts.recentHits.length === 20, 'the stream');
    await page.locator('.stream').hover();
    const later = busyFrame(3);
    server.update(later);
    await seen(page, (facts) => facts.activeUsers === later.active_users, 'the update');
    assert.deepEqual((await pageFacts(page)).recentHits.map((hit) => hit.what), before.recentHits.map((hit) => hit.what));
    await page.mouse.move(5, 5);
    await seen(page, (facts) => facts.recentHits[0].what !== before.recentHits[0].what, 'the stream going on');
  });

  it('stands still for those who asked for it', async () => {
    server.greetWith(busyFrame(0));
    const { page } = await open({ reducedMotion: 'reduce' });
    await seen(page, (facts) => facts.activeUsers === 184, '184 active users');
    server.update(busyFrame(5));
    await seen(page, (facts) => facts.activeUsers === 199, '199 active users');
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  });

  it('fits a phone without sideways scrolling, in light and in dark', async () => {
    for (const [colorScheme, ground] of [['light', 'rgb(246, 246, 243)'], ['dark', 'rgb(17, 20, 19)']]) {
      for (const [name, viewport] of [['phone', PHONE], ['tablet', { width: 768, height: 1024 }], ['desktop', DESKTOP]]) {
        server.greetWith({ ...busyFrame(0), active_users: 1_234_567, pageviews_30m: 12_345_678, active_users_30m: 2_345_678 });
        const { page } = await open({ viewport, colorScheme });
        const facts = await seen(page, (shown) => shown.activeUsers === 1_234_567, 'a large number');
        await picture(page, `large-${name}-${colorScheme}`);
        assert.equal(facts.widerThanScreenBy, 0, `${name} scrolls sideways`);
        assert.ok(facts.emptyBelowFooter <= 1, `${name} scrolls into nothing`);
        const number = await page.locator('.hero-number span').boundingBox();
        const card = await page.locator('.hero').boundingBox();
        assert.ok(number.x + number.width <= card.x + card.width, `the number leaves its card on a ${name}`);
        assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), ground);
      }
    }
  });

  it('names where its geography comes from', async () => {
    server.greetWith(busyFrame(0));
    const { page } = await open();
    const link = page.getByRole('link', { name: 'IP Geolocation by DB-IP' });
    assert.equal(await link.getAttribute('href'), 'https://db-ip.com');
    assert.equal(await link.isVisible(), true);
  });

  it('weighs less than 30 KB before anything is shown', () => {
    const files = readdirSync(BUILT, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(file.parentPath, file.name))).length, 0);
    assert.ok(bytes < 30_000, `${bytes} bytes gzipped`);
  });
});
