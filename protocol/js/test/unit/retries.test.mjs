import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeBrowser } from './fake-browser.mjs';

const MINUTE = 60_000;

/** The hits as they count: by id, whatever was sent how often. */
const counted = (browser) => new Set([...browser.sent, ...browser.beacons.flatMap((beacon) => beacon.hits)].map((hit) => hit.event_id)).size;

describe('a hit that was not taken', () => {
  for (const failure of [503, 500, 429, 408, 'unreachable']) {
    it(`is sent again after ${failure}, the same but for sent_at`, async () => {
      const browser = new FakeBrowser();
      browser.answers = [failure, failure];
      await browser.load();
      await browser.pass(MINUTE);
      const [first, second, third, ...others] = browser.sent;
      assert.deepEqual(others, []);
      assert.ok(first.sent_at < second.sent_at && second.sent_at < third.sent_at);
      assert.deepEqual({ ...second, sent_at: 0 }, { ...first, sent_at: 0 });
      assert.deepEqual({ ...third, sent_at: 0 }, { ...first, sent_at: 0 });
    });
  }

  it('waits as long as the collector asks, and about twice as long each time', async () => {
    const browser = new FakeBrowser();
    browser.answers = [{ status: 429, retryAfter: '30' }, 503, 503, 503];
    await browser.load();
    await browser.pass(10 * MINUTE);
    const times = browser.sent.map((hit) => hit.sent_at);
    const pauses = times.slice(1).map((time, i) => time - times[i]);
    assert.equal(pauses[0], 30_000);
    assert.ok(pauses[1] >= 1_500 && pauses[1] <= 2_500, `${pauses}`);
    for (const i of [2, 3]) assert.ok(pauses[i] >= 1.5 * pauses[i - 1] && pauses[i] <= 2.5 * pauses[i - 1], `${pauses}`);
  });

  it('waits its own time where the collector names a date, and a day at most', async () => {
    const browser = new FakeBrowser();
    browser.answers = [{ status: 503, retryAfter: 'Wed, 21 Oct 2026 07:28:00 GMT' }, { status: 503, retryAfter: '9999999' }];
    await browser.load();
    await browser.pass(48 * 60 * MINUTE);
    const [first, second, third] = browser.sent.map((hit) => hit.sent_at);
    assert.equal(second - first, 1_000);
    assert.equal(third - second, 24 * 60 * MINUTE);
  });

  it('is tried within five minutes of the last attempt, however long the collector is away', async () => {
    const browser = new FakeBrowser();
    browser.answers = Array(100).fill('unreachable');
    await browser.load();
    await browser.pass(300 * MINUTE);
    const times = browser.sent.map((hit) => hit.sent_at);
    assert.ok(Math.max(...times.slice(1).map((time, i) => time - times[i])) <= 300_000);
    assert.ok(times.length > 60 && times.length < 75, `${times.length}`);
  });

  it('is sent again alone where it was over the rate of its website', async () => {
    const browser = new FakeBrowser();
    browser.answers = [
      503,
      { status: 202, text: '{"accepted":2,"rejected":[{"index":1,"reason":"rate_limited","detail":"later"},{"index":2,"reason":"invalid_field","detail":"never"}]}' },
    ];
    await browser.load();
    for (const name of ['A', 'B', 'C']) await browser.call('event', name);
    await browser.pass(MINUTE);
    assert.deepEqual(browser.requests.map((request) => request.hits.map((hit) => hit.event_name ?? 'page')), [
      ['page'], ['page', 'A', 'B', 'C'], ['A'],
    ]);
    const [first, second] = browser.sent.filter((hit) => hit.event_name === 'A');
    assert.deepEqual({ ...second, sent_at: 0 }, { ...first, sent_at: 0 });
  });

  it('goes in halves where a proxy finds a request too large, in order and once', async () => {
    const browser = new FakeBrowser();
    browser.answers = [503, 413, 413, 202, 413];
    await browser.load();
    for (const name of ['A', 'B', 'C', 'D', 'E']) await browser.call('event', name);
    await browser.pass(MINUTE);
    assert.deepEqual(browser.requests.map((request) => request.hits.map((hit) => hit.event_name ?? 'page').join('')), [
      'page', 'pageABCDE', 'pageAB', 'page', 'ABCDE', 'AB', 'CDE',
    ]);
    assert.equal(counted(browser), 6);
    assert.deepEqual(browser.warnings, []);
  });

  it('is dropped with a word in the console where it alone is too large, and lets the others pass', async () => {
    const browser = new FakeBrowser();
    browser.answers = [503, 413, 413, { status: 413, text: '<h1>413 Request Entity Too Large</h1>' }];
    await browser.load();
    for (const name of ['A', 'B', 'C']) await browser.call('event', name);
    await browser.pass(MINUTE);
    assert.deepEqual(browser.requests.map((request) => request.hits.map((hit) => hit.event_name ?? 'page').join('')), [
      'page', 'pageABC', 'pageA', 'page', 'ABC',
    ]);
    assert.match(browser.warnings.join(), /413/);
  });

  it('is not sent again where it was refused, and the page is told why', async () => {
    const browser = new FakeBrowser();
    browser.answers = [{ status: 400, text: '{"accepted":0,"rejected":[{"reason":"unknown_website"}]}' }];
    await browser.load();
    await browser.pass(MINUTE);
    assert.equal(browser.sent.length, 1);
    assert.match(browser.warnings[0], /unknown_website/);
  });
});

describe('the queue', () => {
  it('keeps the order, goes one request at a time, and sends together what has gathered', async () => {
    const browser = new FakeBrowser();
    browser.answers = [503];
    await browser.load();
    for (const name of ['A', 'B', 'C']) await browser.call('event', name);
    assert.equal(browser.requests.length, 1);
    await browser.pass(MINUTE);
    assert.deepEqual(browser.requests.map((request) => request.hits.map((hit) => hit.event_name ?? 'page')), [
      ['page'], ['page', 'A', 'B', 'C'],
    ]);
  });

  it('sends at most 20 hits in a request, and keeps at most 100', async () => {
    const browser = new FakeBrowser();
    browser.answers = ['unreachable'];
    await browser.load();
    for (let i = 0; i < 150; i++) await browser.call('event', `E${i}`);
    await browser.pass(MINUTE);
    assert.deepEqual(browser.requests.slice(1).map((request) => request.hits.length), [20, 20, 20, 20, 20]);
    assert.equal(browser.sent.at(-1).event_name, 'E98');
  });

  it('goes by beacon when the page is left during a pause, and is counted once if the page stays', async () => {
    const browser = new FakeBrowser();
    browser.answers = [503];
    await browser.load();
    await browser.call('event', 'A');
    await browser.show('hidden');
    assert.equal(browser.beacons[0].address, 'https://stats.example/api/event');
    assert.deepEqual(browser.beacons[0].hits.map((hit) => hit.event_name ?? 'page'), ['page', 'A']);
    await browser.pass(MINUTE);
    assert.equal(browser.sent.length, 3);
    assert.equal(counted(browser), 2);
  });

  it('leaves to a request under way what it carries, and beacons the rest', async () => {
    const browser = new FakeBrowser();
    browser.answers = ['never'];
    await browser.load();
    await browser.call('event', 'A');
    await browser.fire('pagehide');
    assert.deepEqual(browser.beacons.flatMap((beacon) => beacon.hits.map((hit) => hit.event_name)), ['A']);
  });

  it('beacons what a request too large to outlive the page carries', async () => {
    const browser = new FakeBrowser();
    browser.answers = [202, 'never'];
    await browser.load();
    await browser.call('event', 'Large', { props: Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`p${i}`, 'x'.repeat(1_000)])) });
    assert.equal(browser.requests[1].options.keepalive, false);
    await browser.fire('pagehide');
    assert.equal(browser.beacons[0].hits[0].event_name, 'Large');
  });

  it('beacons as much as may outlive the page, where that is not all, the oldest first', async () => {
    const browser = new FakeBrowser();
    browser.answers = ['unreachable'];
    await browser.load();
    for (let i = 0; i < 99; i++) await browser.call('event', `E${i}`, { props: { text: 'x'.repeat(1_000) } });
    await browser.show('hidden');
    const names = browser.beacons.flatMap((beacon) => beacon.hits.map((hit) => hit.event_name));
    assert.ok(names.length > 40, `${names.length}`);
    assert.deepEqual(names, [undefined, ...Array.from({ length: names.length - 1 }, (_, i) => `E${i}`)]);
  });
});
