import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeBrowser } from './fake-browser.mjs';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/;

describe('a hit', () => {
  it('says who, what, when and where, without an identity and without the fragment', async () => {
    const browser = new FakeBrowser();
    Object.assign(browser.location, { pathname: '/tea', search: '?utm_source=letter', hash: '#token=secret' });
    await browser.load();
    const [hit] = browser.sent;
    assert.match(hit.event_id, UUID);
    assert.deepEqual(hit, {
      website_id: 'shop',
      event_type: 'pageview',
      event_id: hit.event_id,
      client_timestamp: 1_700_000_000_000,
      page_url: 'https://shop.example/tea?utm_source=letter',
      page_title: 'Shop',
      page_referrer: 'https://search.example/',
      screen_resolution: '1920x1080',
      sdk_version: 'js/0.1.0',
      sent_at: 1_700_000_000_000,
    });
  });

  it('is posted as plain text, without cookies, in a request that outlives the page', async () => {
    const { requests } = await new FakeBrowser().load();
    assert.equal(requests[0].address, 'https://stats.example/api/event');
    const { method, credentials, keepalive, headers } = requests[0].options;
    assert.deepEqual({ method, credentials, keepalive, headers }, {
      method: 'POST', credentials: 'omit', keepalive: true, headers: undefined,
    });
  });

  it('cuts the texts that a page may make too long', async () => {
    const browser = new FakeBrowser();
    browser.document.title = 't'.repeat(2_000);
    browser.document.referrer = `https://a.example/${'r'.repeat(5_000)}`;
    browser.location.search = `?${'q'.repeat(5_000)}`;
    await browser.load();
    const [hit] = browser.sent;
    assert.deepEqual([hit.page_title.length, hit.page_referrer.length, hit.page_url.length], [1_024, 4_096, 4_096]);
  });

  it('has an id of its own', async () => {
    const browser = await new FakeBrowser().load();
    for (let i = 0; i < 50; i++) await browser.call('event', 'Click');
    assert.equal(new Set(browser.sent.map((hit) => hit.event_id)).size, 51);
  });
});

describe('calls', () => {
  it('send events with props and fields, and transactions with products', async () => {
    const browser = await new FakeBrowser().load();
    await browser.call('event', 'Signup', { props: { plan: 'pro' }, event_value: 3, custom_dimension_2: 'blue' });
    const bought = {
      transaction_id: 'o-1', transaction_revenue: '19.90', currency: 'EUR',
      products: [{ sku: 's', name: 'Socks', price: '9.95', quantity: 2 }],
    };
    await browser.call('transaction', bought);
    const [, signup, order] = browser.sent;
    assert.equal(signup.event_type, 'event');
    assert.equal(signup.event_name, 'Signup');
    assert.deepEqual(signup.props, { plan: 'pro' });
    assert.equal(signup.event_value, 3);
    assert.equal(signup.custom_dimension_2, 'blue');
    assert.equal(order.event_type, 'transaction');
    for (const field of Object.keys(bought)) assert.deepEqual(order[field], bought[field]);
  });

  it('made before the script came are kept: what is set is in the first pageview, what happened follows it', async () => {
    const browser = new FakeBrowser();
    browser.window.footfall = { q: [['event', 'Early'], ['set', { user_id: 'u-1', custom_metric_3: 4.5 }]] };
    await browser.load();
    assert.deepEqual(
      browser.sent.map((hit) => [hit.event_type, hit.user_id]),
      [['pageview', undefined], ['event', undefined]],
    );
    const set = new FakeBrowser();
    set.window.footfall = { q: [['set', { user_id: 'u-1', custom_metric_3: 4.5 }]] };
    await set.load();
    assert.deepEqual([set.sent[0].user_id, set.sent[0].custom_metric_3], ['u-1', 4.5]);
  });

  it('take a field away again by undefined', async () => {
    const browser = await new FakeBrowser().load();
    await browser.call('set', { user_id: 'u-1' });
    await browser.call('event', 'A');
    await browser.call('set', { user_id: undefined });
    await browser.call('event', 'B');
    assert.deepEqual(browser.sent.map((hit) => hit.user_id), [undefined, 'u-1', undefined]);
  });

  it('take back a field that the tracker has by itself, which is then its own again', async () => {
    const browser = await new FakeBrowser().load();
    await browser.call('set', { page_url: 'https://shop.example/own', page_title: 'Own' });
    await browser.push('/b');
    await browser.call('set', { page_url: undefined, page_title: undefined });
    await browser.push('/c');
    await browser.call('pageview', { page_url: undefined });
    await browser.push('/d');
    assert.deepEqual(browser.sent.map((hit) => [hit.page_url, hit.page_title]), [
      ['https://shop.example/', 'Shop'],
      ['https://shop.example/own', 'Own'],
      ['https://shop.example/c', 'Shop'],
      ['https://shop.example/c', 'Shop'],
      ['https://shop.example/d', 'Shop'],
    ]);
  });

  it('with what no JSON can say fail by themselves, and the hits after them go on', async () => {
    const browser = await new FakeBrowser().load();
    const endless = {};
    endless.again = endless;
    for (const props of [endless, { big: 1n }]) {
      await assert.rejects(browser.call('event', 'Bad', { props }), /TypeError|circular|BigInt/i);
      await assert.rejects(browser.call('set', { props }), /TypeError|circular|BigInt/i);
    }
    await browser.call('event', 'Good');
    await browser.push('/b');
    assert.deepEqual(browser.sent.map((hit) => hit.event_name ?? hit.page_url), [
      'https://shop.example/', 'Good', 'https://shop.example/b',
    ]);
  });

  it('are sent again as they were made, whatever the page does to its objects afterwards', async () => {
    const browser = await new FakeBrowser().load();
    browser.answers = [503];
    const props = { step: 'one' };
    await browser.call('event', 'A', { props });
    props.step = 'two';
    await browser.pass(60_000);
    assert.deepEqual(browser.sent.slice(1).map((hit) => hit.props), [{ step: 'one' }, { step: 'one' }]);
  });

  it('send the only pageviews there are where the page says manual', async () => {
    const browser = await new FakeBrowser({ manual: '' }).load();
    await browser.push('/b');
    assert.equal(browser.sent.length, 0);
    await browser.call('pageview', { page_url: 'https://shop.example/steps/2' });
    assert.deepEqual(browser.sent.map((hit) => hit.page_url), ['https://shop.example/steps/2']);
  });
});

describe('addresses', () => {
  it('are those of the folder above the script, behind whatever path it came through', async () => {
    const browser = new FakeBrowser();
    browser.document.currentScript.src = 'https://shop.example/proxied/js/footfall.js';
    await browser.load();
    assert.equal(browser.requests[0].address, 'https://shop.example/proxied/api/event');
  });

  it('are those of data-api where the page says so', async () => {
    for (const api of ['/metrics', '/metrics/']) {
      const browser = await new FakeBrowser({ api }).load();
      assert.equal(browser.requests[0].address, '/metrics/api/event');
    }
  });
});

describe('the script', () => {
  it('says so where the website is missing, and sends nothing', async () => {
    const browser = await new FakeBrowser({ websiteId: undefined }).load();
    assert.deepEqual([browser.warnings, browser.sent.length], [['footfall: no data-website-id'], 0]);
  });

  it('runs once, however often it is brought', async () => {
    const browser = await (await new FakeBrowser().load()).load();
    assert.equal(browser.sent.length, 1);
  });

  it('does nothing at all for visitors who object', async () => {
    for (const objection of [{ doNotTrack: '1' }, { globalPrivacyControl: true }]) {
      const browser = await new FakeBrowser({ outbound: '' }, objection).load();
      await browser.call('event', 'Signup');
      await browser.push('/b');
      await browser.click('https://other.example/');
      browser.now += 60_000;
      await browser.show('hidden');
      assert.deepEqual([browser.requests, browser.beacons], [[], []], JSON.stringify(objection));
    }
    const other = await new FakeBrowser({}, { doNotTrack: '0', globalPrivacyControl: false }).load();
    assert.equal(other.sent.length, 1);
  });
});
