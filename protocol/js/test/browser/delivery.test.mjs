import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Stage } from './stage.mjs';

const name = (hit) => hit.event_name ?? hit.event_type;
const unchanging = (hit) => ({ ...hit, sent_at: 0 });

describe('delivery', () => {
  const stage = new Stage();

  it('sends a hit again after 503 until it is taken, the same each time, and it counts once', async () => {
    stage.collector.answers = [503, [503, 1]];
    await stage.open();
    assert.deepEqual(await stage.counted(1, name), ['pageview']);
    const attempts = stage.collector.requests.flatMap((request) => request.hits);
    assert.deepEqual(stage.collector.requests.map((request) => request.status), [503, 503, 202]);
    assert.deepEqual(attempts.map(unchanging), Array(3).fill(unchanging(attempts[0])));
    assert.ok(attempts[0].sent_at < attempts[1].sent_at && attempts[1].sent_at < attempts[2].sent_at);
  });

  it('honours Retry-After of an answer from another origin', async () => {
    stage.collector.answers = [[429, 3]];
    await stage.open();
    await stage.counted(1, name);
    const [first, second] = stage.collector.requests.map((request) => request.hits[0].sent_at);
    assert.ok(second - first >= 3_000, `${second - first} ms`);
  });

  it('sends what happened while the collector was gone once it is back, in order and once', async () => {
    const { page } = await stage.open();
    await stage.counted(1, name);
    await stage.collector.stop();
    const failed = page.waitForEvent('requestfailed');
    await page.evaluate(() => window.footfall('event', 'A'));
    await failed;
    await page.evaluate(() => window.footfall('event', 'B'));
    await stage.collector.start();
    assert.deepEqual(await stage.counted(3, name), ['pageview', 'A', 'B']);
    assert.equal(stage.collector.taken.length, 3);
  });

  it('sends by beacon what still waits for a pause to end when the page is left', async () => {
    stage.collector.answers = [[503, 600]];
    const { page } = await stage.open();
    await stage.collector.until((collector) => collector.requests.length === 1, 'the refused attempt');
    await page.evaluate(() => window.footfall('event', 'A'));
    await page.goto('about:blank');
    assert.deepEqual(await stage.counted(2, name), ['pageview', 'A']);
    const [refused, beacon] = stage.collector.requests;
    assert.deepEqual([refused, beacon].map((request) => request.headers['sec-fetch-mode']), ['cors', 'no-cors']);
    assert.deepEqual(unchanging(beacon.hits[0]), unchanging(refused.hits[0]));
  });

  it('sends by beacon as much as the browser takes of more than may outlive a page', async () => {
    stage.collector.answers = [[503, 600]];
    const { page } = await stage.open();
    await stage.collector.until((collector) => collector.requests.length === 1, 'the refused attempt');
    await page.evaluate(() => {
      for (let i = 0; i < 99; i++) window.footfall('event', `E${i}`, { props: { text: 'x'.repeat(1_000) } });
    });
    await page.goto('about:blank');
    await stage.counted(41, name);
  });

  it('counts once what a page that stays has sent by beacon and sends again', async () => {
    stage.collector.answers = [[503, 2]];
    const { page } = await stage.open();
    await stage.collector.until((collector) => collector.requests.length === 1, 'the refused attempt');
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { get: () => true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await stage.collector.until((collector) => collector.taken.length === 2, 'the beacon and the attempt behind it');
    assert.deepEqual(stage.collector.counted.map(name), ['pageview']);
  });

  it('sends what a click tells although the page is gone at once', async () => {
    const { page } = await stage.open('/', 'data-outbound', { body: `<a id="away" href="${stage.website.elsewhere}/other">away</a>` });
    await page.click('#away');
    assert.deepEqual(await stage.counted(2, name), ['pageview', 'outbound_link']);
  });

  it('never asks the collector\'s leave beforehand', async () => {
    const { page } = await stage.open();
    await page.evaluate(() => window.footfall('event', 'A'));
    await stage.counted(2, name);
    assert.deepEqual([...new Set(stage.collector.requests.map((request) => request.method))], ['POST']);
  });
});
