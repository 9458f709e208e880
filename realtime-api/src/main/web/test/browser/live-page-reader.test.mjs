import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { foreignTo, pageFacts } from '../facts.mjs';
import { BUILT } from '../scripted-server.mjs';
import { busyFrame, frame } from '../wire.mjs';
import { DESKTOP, PHONE, Stage, TABLET } from './stage.mjs';

describe('a reader of the live page', { timeout: 120_000 }, () => {
  const stage = new Stage();

  it('sees hostile strings as text, and none of them run', async () => {
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
    stage.server.greetWith(
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
    const { page, complaints } = await stage.open({ viewport: PHONE });
    const facts = await stage.seen(page, (shown) => shown.recentHits.length === hostile.length, 'the hostile hits');

    const labels = facts.topPages.map((row) => row.label);
    assert.deepEqual(labels.slice(0, 4), hostile.slice(0, 4));
    assert.equal(labels[4], '/evil⟨202E⟩gnp.exe');
    assert.equal(labels[5], '/zero⟨200B⟩width⟨0000⟩⟨000A⟩');
    assert.equal(labels[6].length, 301);
    assert.equal(labels[7], '%E0%A4%A');
    assert.equal(labels[8], '/café');
    assert.deepEqual(facts.topDevices.slice(0, 2).map((row) => row.label), ['__proto__', 'constructor']);
    assert.equal(facts.widerThanScreenBy, 0);
    assert.deepEqual(await foreignTo(page), { executed: 0, elements: 0, links: ['https://db-ip.com/'] });
    assert.deepEqual(complaints, []);
    await stage.picture(page, 'hostile-phone');
  });

  it('is told how to send a first hit while there is none, and can send one', async () => {
    stage.server.greetWith(frame());
    const { page, complaints } = await stage.open({}, '/?website=shop.example');
    await stage.seen(page, (facts) => facts.waitingForFirstHit, 'the empty page');
    const snippets = await page.locator('.snippet code').allTextContents();
    assert.ok(snippets.some((code) => code.startsWith(`curl -i ${stage.server.origin}/api/event`)), snippets.join('\n'));
    assert.ok(snippets.every((code) => code.includes('"shop.example"')));
    await stage.picture(page, 'empty');

    await page.getByRole('button', { name: 'Send one test pageview' }).click();
    await page.getByText('Accepted.').waitFor();
    const hit = JSON.parse(stage.server.posted[0]);
    assert.equal(hit.website_id, 'shop.example');
    assert.equal(hit.event_type, 'pageview');

    stage.server.update(busyFrame(0));
    await stage.seen(page, (facts) => !facts.waitingForFirstHit && facts.topPages.length === 10, 'the lists');
    assert.deepEqual(complaints, []);
  });

  it('is offered a shell command that a shell turns into one well-formed hit', async () => {
    stage.server.greetWith(frame());
    const { page } = await stage.open();
    const command = await page.locator('.snippet code').filter({ hasText: 'curl' }).textContent();
    await promisify(execFile)('sh', ['-c', command]);
    const hit = JSON.parse(stage.server.posted[0]);
    assert.equal(hit.website_id, 'demo');
    assert.ok(Math.abs(hit.client_timestamp - Date.now()) < 60_000);
  });

  it('comes from the address of the first live pages, and can follow another website and go back', async () => {
    stage.server.greetWith(busyFrame(0));
    const { page } = await stage.open({}, '/?website=demo');
    await stage.seen(page, (facts) => facts.website === 'shop.example' && facts.status === 'Live', 'the website asked for');
    assert.equal(new URL(page.url()).pathname, '/demo/live');
    assert.deepEqual(stage.server.tickets, ['ticket-1']);

    await page.getByRole('button', { name: /Website/ }).click();
    await page.getByRole('link', { name: 'blog.example' }).click();
    await stage.seen(page, (facts) => facts.website === 'blog.example' && stage.server.asked.includes('blog'), 'the other website');
    assert.equal(new URL(page.url()).pathname, '/blog/live');

    await page.goBack();
    await stage.seen(page, (facts) => facts.website === 'shop.example', 'the way back');
    await page.goForward();
    await stage.seen(page, (facts) => facts.website === 'blog.example', 'and forth');
  });

  it('sees a country light up on the map when a hit comes from there, unless nothing should move', async () => {
    for (const [reducedMotion, lights] of [['no-preference', 1], ['reduce', 0]]) {
      const time = Date.now();
      const hit = { time: time - 1_000, event_type: 'pageview', page_path: '/', country: 'DE', traffic_source: 'direct', device_type: 'mobile' };
      stage.server.greetWith(frame({ time, pageviews_30m: 3, recent_hits: [hit], top_countries: [{ country: 'DE', pageviews: 3 }] }));
      const { page } = await stage.open({ reducedMotion });
      await page.locator('.country.shade-5').waitFor();
      assert.equal(await page.locator('.pulse').count(), 0);
      stage.server.update(frame({ time, version: time + 1, pageviews_30m: 4, recent_hits: [{ ...hit, time, country: 'JP' }, hit], top_countries: [{ country: 'DE', pageviews: 3 }, { country: 'JP', pageviews: 1 }] }));
      await stage.seen(page, (facts) => facts.pageviews30m === 4, 'the update');
      assert.equal(await page.locator('.pulse').count(), lights);
      assert.match(await page.locator('[data-code="JP"]').getAttribute('class'), /shade-3/);
    }
  });

  it('who is not signed in any more when the connection is lost is led to sign in', async () => {
    stage.server.greetWith(busyFrame(0));
    const { page } = await stage.open();
    await stage.seen(page, (facts) => facts.status === 'Live', 'the numbers');
    stage.server.rest.failures.set('/ticket', { status: 401, error: 'not_signed_in', message: 'Sign in to see this.' });
    stage.server.cut();
    await page.waitForURL(/\/login\?next=%2Fdemo%2Flive$/);
    assert.equal(stage.server.asked.length, 1);
  });

  it('who may not see the website any more is told so once, and nothing is tried again by itself', async () => {
    stage.server.greetWith(busyFrame(0));
    const { page } = await stage.open();
    await stage.seen(page, (facts) => facts.status === 'Live', 'the numbers');
    stage.server.rest.failures.set('/ticket', { status: 404, error: 'not_found', message: 'There is nothing here that you may see.' });
    stage.server.cut();
    const facts = await stage.seen(page, (shown) => shown.status === 'No access', 'the refusal');
    assert.match(facts.notice, /nothing here that you may see/);
    const tries = stage.server.rest.to('/ticket').length;
    await page.waitForTimeout(2_000);
    assert.equal(stage.server.rest.to('/ticket').length, tries);

    stage.server.rest.failures.clear();
    await page.getByRole('button', { name: 'Retry now' }).click();
    await stage.seen(page, (shown) => shown.status === 'Live' && shown.notice === null, 'the numbers again');
    assert.equal(stage.server.asked.length, 2);
  });

  it('can read single minutes by keyboard', async () => {
    stage.server.greetWith(busyFrame(0));
    const { page } = await stage.open();
    const bars = page.getByRole('group', { name: /Pageviews per minute/ });
    await bars.focus();
    // Faster than the page draws.
    await bars.evaluate((element) => {
      for (let presses = 0; presses < 4; presses++) element.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
    });
    const place = () => bars.evaluate((element) => [...element.children].findIndex((bar) => bar.classList.contains('picked')));
    await stage.until(place, (picked) => picked === 26, 'the fourth minute from the end');
    await page.keyboard.press('End');
    assert.match(await page.locator('.chart .readout').textContent(), /^\d\d:\d\d so far · \d+ pageviews · \d+ active users/);
    await page.keyboard.press('Home');
    assert.doesNotMatch(await page.locator('.chart .readout').textContent(), /so far/);
    await page.keyboard.press('Escape');
    assert.match(await page.locator('.chart .readout').textContent(), /^Peak/);
  });

  it('can hold the stream still under the pointer', async () => {
    stage.server.greetWith(busyFrame(0));
    const { page } = await stage.open();
    const before = await stage.seen(page, (facts) => facts.recentHits.length === 20, 'the stream');
    await page.locator('.stream').hover();
    const later = busyFrame(3);
    stage.server.update(later);
    await stage.seen(page, (facts) => facts.activeUsers === later.active_users, 'the update');
    assert.deepEqual((await pageFacts(page)).recentHits.map((hit) => hit.what), before.recentHits.map((hit) => hit.what));
    await page.mouse.move(5, 5);
    await stage.seen(page, (facts) => facts.recentHits[0].what !== before.recentHits[0].what, 'the stream going on');
  });

  it('who asked for less motion sees none', async () => {
    stage.server.greetWith(busyFrame(0));
    const { page } = await stage.open({ reducedMotion: 'reduce' });
    await stage.seen(page, (facts) => facts.activeUsers === 184, '184 active users');
    await stage.watchNumber(page);
    await page.evaluate(() => {
      window.motions = 0;
      const animate = Element.prototype.animate;
      Element.prototype.animate = function (...how) {
        window.motions += 1;
        return animate.apply(this, how);
      };
    });
    stage.server.update(busyFrame(5));
    await stage.seen(page, (facts) => facts.activeUsers === 199, '199 active users');
    assert.deepEqual(await page.evaluate(() => [...window.numbersShown]), ['199']);
    assert.equal(await page.evaluate(() => window.motions + document.getAnimations().length), 0);
  });

  it('never scrolls sideways, on a phone or elsewhere, in light or in dark', async () => {
    for (const [colorScheme, ground] of [['light', 'rgb(246, 246, 243)'], ['dark', 'rgb(17, 20, 19)']]) {
      for (const [name, viewport] of [['phone', PHONE], ['tablet', TABLET], ['desktop', DESKTOP]]) {
        stage.server.greetWith({ ...busyFrame(0), active_users: 1_234_567, pageviews_30m: 12_345_678, active_users_30m: 2_345_678 });
        const { page } = await stage.open({ viewport, colorScheme });
        const facts = await stage.seen(page, (shown) => shown.activeUsers === 1_234_567, 'a large number');
        await stage.picture(page, `large-${name}-${colorScheme}`);
        assert.equal(facts.widerThanScreenBy, 0, `${name} scrolls sideways`);
        assert.ok(facts.emptyBelowFooter <= 1, `${name} scrolls into nothing`);
        const number = await page.locator('.hero-number span').boundingBox();
        const card = await page.locator('.hero').boundingBox();
        assert.ok(number.x + number.width <= card.x + card.width, `the number leaves its card on a ${name}`);
        assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), ground);
      }
    }
  });

  it('is told where the geography comes from', async () => {
    stage.server.greetWith(busyFrame(0));
    const { page } = await stage.open();
    const link = page.getByRole('link', { name: 'IP Geolocation by DB-IP' });
    assert.equal(await link.getAttribute('href'), 'https://db-ip.com');
    assert.equal(await link.isVisible(), true);
  });

  it('waits for less than 150 KB, and for the map only where there is one', async () => {
    const sizes = new Map(readdirSync(join(BUILT, 'assets')).map((name) => [name, gzipSync(readFileSync(join(BUILT, 'assets', name))).length]));
    const index = readFileSync(join(BUILT, 'index.html'));
    const first = [...sizes].filter(([name]) => index.includes(name)).map(([, bytes]) => bytes);
    assert.ok(first.length >= 2, 'the page names its script and its style');
    const bytes = gzipSync(index).length + first.reduce((sum, size) => sum + size, 0);
    assert.ok(bytes < 150_000, `${bytes} bytes gzipped`);
    const map = [...sizes].find(([name]) => name.startsWith('world-'));
    assert.ok(map !== undefined && map[1] < 40_000, `the map has ${map?.[1]} bytes gzipped`);

    const { page } = await stage.open({}, '/demo/settings/goals');
    const loaded = [];
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await page.getByRole('heading', { name: 'Goals' }).waitFor();
    assert.deepEqual(loaded.filter((path) => path.includes('world-')), []);
    stage.server.greetWith(busyFrame(0));
    await page.getByRole('link', { name: 'Live' }).click();
    await page.locator('.country').first().waitFor();
    assert.equal(loaded.filter((path) => path === `/assets/${map[0]}`).length, 1);
  });
});
