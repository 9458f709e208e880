import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { busyFrame, frame, minutes } from '../wire.mjs';
import { PHONE, Stage } from './stage.mjs';

describe('the live page', { timeout: 120_000 }, () => {
  const stage = new Stage();

  it('moves its number without a reload, through the numbers between', async () => {
    stage.server.greetWith(frame({ active_users: 12, pageviews_30m: 30 }));
    const { page, complaints } = await stage.open();
    await stage.seen(page, (facts) => facts.activeUsers === 12, '12 active users');
    await page.evaluate(() => (window.neverReloaded = true));
    await stage.watchNumber(page);

    stage.server.update(frame({ version: Date.now() + 1, active_users: 1_480, pageviews_30m: 2_000 }));

    await stage.seen(page, (facts) => facts.activeUsers === 1_480 && facts.pageviews30m === 2_000, '1,480 active users');
    assert.equal(await page.evaluate(() => window.neverReloaded), true);
    assert.ok((await page.evaluate(() => window.numbersShown.size)) > 3, 'the number jumped');
    assert.equal(await page.title(), '1,480 on shop.example · Footfall');
    assert.deepEqual(complaints, []);
  });

  it('draws thirty minutes whose heights are in proportion', async () => {
    const time = Date.now();
    stage.server.greetWith(frame({ time, pageviews_30m: 12, per_minute: minutes(time, (place) => ({ pageviews: place === 5 ? 8 : place === 6 ? 4 : 0 })) }));
    const { page } = await stage.open({ reducedMotion: 'reduce' });
    const facts = await stage.seen(page, (shown) => shown.bars === 30, '30 bars');
    assert.equal(facts.barsWithPageviews, 2);
    assert.equal(facts.pageviewsInBars, 12);
    const heights = await page.locator('.bar-pageviews').evaluateAll((bars) => bars.map((bar) => bar.offsetHeight));
    assert.ok(Math.abs(heights[5] - 2 * heights[6]) <= 1, `heights ${heights[5]} and ${heights[6]}`);
  });

  it('ranks its lists by pageviews and says names instead of codes', async () => {
    stage.server.greetWith(busyFrame(0));
    const { page, complaints } = await stage.open();
    const facts = await stage.seen(page, (shown) => shown.topPages.length === 10, 'ten pages');
    for (const list of [facts.topPages, facts.topCountries, facts.topSources, facts.topDevices]) {
      const counts = list.map((row) => row.pageviews);
      assert.deepEqual(counts, counts.toSorted((a, b) => b - a));
    }
    assert.equal(facts.topCountries[0].label, 'Germany');
    assert.equal(facts.topSources[0].label, 'Organic search');
    assert.equal(facts.recentHits.length, 20);
    await stage.picture(page, 'light');
    assert.deepEqual(complaints, []);

    await page.emulateMedia({ colorScheme: 'dark' });
    await stage.picture(page, 'dark');
    await page.setViewportSize(PHONE);
    await stage.picture(page, 'phone-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await stage.picture(page, 'phone');
  });

  it('lets rows change places and the newest hit come in on top', async () => {
    const time = Date.now();
    const first = { time: time - 1_000, event_type: 'pageview', page_path: '/first', traffic_source: 'direct', device_type: 'mobile' };
    stage.server.greetWith(frame({ time, pageviews_30m: 3, recent_hits: [first], top_pages: [{ page_path: '/a', pageviews: 2 }, { page_path: '/b', pageviews: 1 }] }));
    const { page } = await stage.open();
    await stage.seen(page, (facts) => facts.topPages[0]?.label === '/a', '/a leading');

    await stage.watchGlides(page);
    const second = { ...first, time, page_path: '/second' };
    stage.server.update(frame({ time, version: time + 1, pageviews_30m: 7, recent_hits: [second, first], top_pages: [{ page_path: '/b', pageviews: 5 }, { page_path: '/a', pageviews: 2 }] }));

    const facts = await stage.seen(page, (shown) => shown.topPages[0]?.label === '/b', '/b leading');
    assert.deepEqual(facts.topPages, [{ label: '/b', pageviews: 5 }, { label: '/a', pageviews: 2 }]);
    assert.deepEqual(facts.recentHits.map((hit) => hit.what), ['/second', '/first']);
    assert.deepEqual(facts.recentHits[0].who, ['Unknown', 'Direct', 'Mobile']);
    assert.ok((await page.evaluate(() => window.glides)) >= 2, 'rows jumped');
  });

  it('shows a conversion as it happens, under the name of its goal, and lets its row light up', async () => {
    for (const [reducedMotion, lights] of [['no-preference', 'beat'], ['reduce', 'none']]) {
      const time = Date.now();
      stage.server.greetWith({ ...busyFrame(0, time), goals: [{ goal_id: 'g1', conversions: 4 }] });
      const { page, complaints } = await stage.open({ reducedMotion });
      const before = await stage.seen(page, (facts) => facts.goals.length === 2, 'both active goals');
      assert.deepEqual(before.goals, [{ label: 'Order', pageviews: 4 }, { label: 'Newsletter', pageviews: 0 }]);
      assert.equal(await page.locator('.row-beat').count(), 0, 'what was met before lights up');

      const next = busyFrame(1, time);
      next.recent_hits[0].goals = ['g2'];
      stage.server.update({ ...next, goals: [{ goal_id: 'g2', conversions: 5 }, { goal_id: 'g1', conversions: 4 }] });

      const after = await stage.seen(page, (facts) => facts.goals[0]?.label === 'Newsletter', 'the conversion');
      assert.deepEqual(after.goals, [{ label: 'Newsletter', pageviews: 5 }, { label: 'Order', pageviews: 4 }]);
      assert.deepEqual(after.recentHits.map(({ met }) => met), ['Newsletter', ...Array(19).fill(null)], 'the hit that met it');
      await stage.until(() => page.locator('.row-beat').count(), (count) => count === 1, 'the row that lights up');
      const beat = page.locator('.top-goals .row', { hasText: 'Newsletter' }).locator('.row-beat');
      assert.equal(await beat.evaluate((light) => getComputedStyle(light).animationName), lights);

      stage.server.update({ ...busyFrame(2, time), goals: [{ goal_id: 'g2', conversions: 5 }, { goal_id: 'gone', conversions: 2 }] });
      const later = await stage.seen(page, (facts) => facts.goals.length === 3, 'a goal that is not in the list');
      assert.deepEqual(later.goals.map(({ label }) => label), ['Newsletter', 'Deleted goal', 'Order']);
      assert.deepEqual(complaints, []);
    }
  });

  it('leads who may describe goals to where they do, and nobody else', async () => {
    stage.server.greetWith(busyFrame(0));
    stage.server.rest.lists.goals = [];
    const { page } = await stage.open();
    const link = page.locator('.top-goals').getByRole('link', { name: 'Describe a first goal' });
    assert.equal(await link.getAttribute('href'), '/demo/settings/goals');
    stage.server.rest.role = 'viewer';
    const { page: viewers } = await stage.open();
    await viewers.locator('.top-goals').getByText('No goals yet').waitFor();
    stage.server.rest.failures.set('/goals', { status: 503, error: 'unavailable', message: 'PostgreSQL is away.' });
    const { page: without } = await stage.open();
    await without.locator('.top-goals').getByText('Goals could not be read: PostgreSQL is away.').waitFor();
  });

  it('names visitors from nobody knows where as history does', async () => {
    stage.server.greetWith(frame({ pageviews_30m: 5, top_countries: [{ country: 'DE', pageviews: 3 }, { country: '', pageviews: 2 }] }));
    const { page } = await stage.open();
    const facts = await stage.seen(page, (shown) => shown.topCountries.length > 0, 'the countries');
    assert.deepEqual(facts.topCountries, [{ label: 'Germany', pageviews: 3 }, { label: 'Unknown', pageviews: 2 }]);
    assert.equal(await page.locator('.top-countries .row-share').last().textContent(), '40 %');
  });

  it('shows a stream that is new from top to bottom at once', async () => {
    const time = Date.now();
    const hits = (name) => Array.from({ length: 20 }, (_, place) => ({ time: time - place, event_type: 'pageview', page_path: `/${name}/${place}`, traffic_source: 'direct', device_type: 'mobile' }));
    stage.server.greetWith(frame({ time, pageviews_30m: 20, recent_hits: hits('old') }));
    const { page } = await stage.open();
    await stage.seen(page, (facts) => facts.recentHits[0]?.what === '/old/0', 'a stream');

    stage.server.update(frame({ time, version: time + 1, pageviews_30m: 40, recent_hits: hits('new') }));

    await stage.seen(page, (facts) => facts.recentHits[0]?.what === '/new/0', 'a new stream');
    const pale = await page.locator('[data-fact="recent-hits"]').evaluate((list) => list.getAnimations({ subtree: true }).length);
    assert.equal(pale, 0, 'the stream was pale');
  });

  it('says that the connection is lost, greys the numbers, and recovers by itself', async () => {
    stage.server.greetWith(busyFrame(0));
    const { page } = await stage.open();
    await stage.seen(page, (facts) => facts.status === 'Live' && !facts.stale, 'a live page');

    stage.server.away = true;
    stage.server.cut();
    const lost = await stage.seen(page, (facts) => facts.stale && /^reconnecting (now|in [1-4] s)$/.test(facts.statusDetail), 'the loss');
    assert.equal(lost.activeUsers, 184, 'old numbers must stay readable');
    assert.equal(lost.status, 'Connection lost');
    const gliding = await stage.gliding(page);
    assert.equal(gliding, 0, 'rows moved though only their colour changed');
    await stage.picture(page, 'lost');

    // A node that lost its memory of versions: its snapshot replaces all the same.
    stage.server.greetWith(frame({ version: 1, active_users: 7, pageviews_30m: 9 }));
    stage.server.away = false;
    const back = await stage.seen(page, (facts) => facts.status === 'Live' && facts.activeUsers === 7 && facts.pageviews30m === 9, 'the recovery');
    assert.equal(back.stale, false);
  });

  it('admits that it is catching up, and how far behind it is', async () => {
    stage.server.greetWith({ ...busyFrame(0), catching_up: true, lag_ms: 95_000 });
    const { page } = await stage.open();
    const facts = await stage.seen(page, (shown) => shown.status === 'Catching up', 'catching up');
    assert.match(facts.statusDetail, /^1 min behind/);
    assert.match(facts.notice, /rising/);
    await stage.picture(page, 'catching-up');
  });

  it('marks numbers that are estimated from a share of visitors', async () => {
    stage.server.greetWith({ ...busyFrame(0), sampled: true });
    const { page } = await stage.open();
    await stage.seen(page, (facts) => facts.status === 'Live', 'a live page');
    assert.match(await page.textContent('.figures-note'), /estimated from a share of visitors/);
    assert.match(await page.textContent('#precision-meaning'), /^A share of visitors is counted/);
  });

  it('counts up the time since its last change by the clock, not by the frames', async () => {
    stage.server.greetWith(busyFrame(0));
    const { page } = await stage.open();
    await stage.seen(page, (facts) => facts.statusDetail === '0.18 s delay · changed just now', 'a fresh frame');
    await stage.seen(page, (facts) => facts.statusDetail === '0.18 s delay · last change 2 s ago', 'its ageing');
  });

  it('says what it cannot read instead of showing half of it', async () => {
    stage.server.greetWith(busyFrame(0));
    const { page } = await stage.open();
    await stage.seen(page, (facts) => facts.status === 'Live', 'a live page');
    stage.server.greetWith({ ...busyFrame(0), active_users: 'many' });
    stage.server.say('{"type":"update","active_users":"many"}');
    const facts = await stage.seen(page, (shown) => shown.status === 'Frame not understood', 'the complaint');
    assert.match(facts.notice, /must be/);
    assert.equal(facts.activeUsers, 184);
  });
});
