import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Stage } from './stage.mjs';

const pathAndQuery = (address) => address.replace(/^http:\/\/[^/]+/, '');

/** Hits as a short text each: what happened, and where. */
const told = (hit) => `${hit.event_name ?? hit.event_type} ${pathAndQuery(hit.page_url)}`;

describe('a page with the tag', () => {
  const stage = new Stage();

  it('sends its pageview to another origin, UTM and all, without asking leave, cookies or storage', async () => {
    const { page, complaints } = await stage.open('/tea?utm_source=letter&utm_campaign=may#top');
    const [pageview] = await stage.counted(1, (hit) => hit);
    assert.equal(pageview.page_url, `${stage.website.origin}/tea?utm_source=letter&utm_campaign=may`);
    assert.equal(pageview.page_title, 'Page /tea');
    assert.equal(pageview.website_id, 'shop');
    const [{ method, headers }] = stage.collector.requests;
    assert.deepEqual([method, headers.cookie], ['POST', undefined]);
    assert.match(headers['content-type'], /^text\/plain/);
    const stored = await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length]);
    assert.deepEqual([stored, await page.context().cookies(), complaints], [['', 0, 0], [], []]);
  });

  it('sends events with props and transactions with products', async () => {
    const { page, complaints } = await stage.open();
    await page.evaluate(() => {
      window.footfall('set', { custom_dimension_1: 'member' });
      window.footfall('event', 'Signup', { props: { plan: 'pro' }, custom_metric_2: 2.5 });
      window.footfall('transaction', {
        transaction_id: 'o-1', transaction_revenue: '19.90', currency: 'EUR',
        products: [{ sku: 's', name: 'Socks', price: '9.95', quantity: 2 }],
      });
    });
    const [, signup, order] = await stage.counted(3, (hit) => hit);
    assert.deepEqual([signup.event_name, signup.props, signup.custom_metric_2], ['Signup', { plan: 'pro' }, 2.5]);
    assert.deepEqual([order.event_type, order.transaction_revenue, order.products[0].quantity], ['transaction', '19.90', 2]);
    assert.deepEqual([signup.custom_dimension_1, order.custom_dimension_1, complaints], ['member', 'member', []]);
  });

  it('sends what was called before the script came, after its pageview', async () => {
    stage.website.page('/', `<script>
      window.footfall = window.footfall || function () { (footfall.q = footfall.q || []).push(arguments) };
      footfall('event', 'Early');
    </script>${stage.tag()}`);
    const { page } = await stage.tab();
    await page.goto(stage.website.origin);
    assert.deepEqual(await stage.counted(2, told), ['pageview /', 'Early /']);
  });

  it('follows a router by pushState, replaceState and the back button', async () => {
    const { page } = await stage.open();
    await stage.counted(1, told);
    await page.evaluate(() => history.pushState({}, '', '/list?page=1'));
    await stage.counted(2, told);
    await page.evaluate(() => history.replaceState({}, '', '/list?page=2'));
    await page.evaluate(() => history.replaceState({}, '', '/item'));
    await stage.counted(3, told);
    await page.goBack();
    assert.deepEqual(await stage.counted(4, told), ['pageview /', 'pageview /list?page=1', 'pageview /item', 'pageview /']);
  });

  it('follows the fragment where data-hash says that it is the route', async () => {
    const { page } = await stage.open('/#/one', 'data-hash', { body: '<a id="two" href="#/two">two</a>' });
    await stage.counted(1, told);
    await page.click('#two');
    assert.deepEqual(await stage.counted(2, told), ['pageview /#/one', 'pageview /#/two']);
  });

  it('tells when it is left how long and how far it was read, as a copy of its pageview', async () => {
    const { page, complaints } = await stage.open('/tea');
    stage.website.page('/next', '');
    await stage.counted(1, told);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2));
    await page.waitForFunction(() => performance.now() > 1_600);
    await page.goto(`${stage.website.origin}/next`);
    await stage.collector.until((collector) => collector.taken.length === 2, 'the copy');
    const [pageview, copy] = stage.collector.taken;
    assert.ok(copy.time_on_page >= 1 && copy.time_on_page < 60, `${copy.time_on_page}`);
    assert.ok(copy.props.scroll_depth > 50 && copy.props.scroll_depth <= 100, `${copy.props.scroll_depth}`);
    const { time_on_page, props, ...rest } = copy;
    assert.deepEqual({ ...rest, sent_at: pageview.sent_at }, pageview);
    assert.deepEqual([stage.collector.counted.length, complaints], [1, []]);
  });

  it('tells the same when its tab is closed', async () => {
    const { page } = await stage.open();
    await page.waitForFunction(() => performance.now() > 1_600);
    await page.close({ runBeforeUnload: true });
    await stage.collector.until((collector) => collector.taken.at(-1)?.time_on_page >= 1, 'the copy');
    assert.equal(stage.collector.counted.length, 1);
  });

  it('tells of clicks on links that lead away and on files, where its attributes say so', async () => {
    stage.website.page('/other', '');
    const { page } = await stage.open('/', 'data-outbound data-downloads', {
      body: `<a id="file" href="/list.pdf" download>list</a> <a id="inside" href="#x">here</a> <a id="away" href="${stage.website.elsewhere}/other?a=1"><b>away</b></a>`,
    });
    await stage.counted(1, told);
    await page.click('#file');
    await stage.counted(2, told);
    await page.click('#inside');
    await page.click('#away b');
    assert.deepEqual(await stage.counted(3, (hit) => [hit.event_name, hit.props?.url]), [
      [undefined, undefined],
      ['file_download', `${stage.website.origin}/list.pdf`],
      ['outbound_link', `${stage.website.elsewhere}/other`],
    ]);
    await page.waitForURL(`${stage.website.elsewhere}/other?a=1`);
  });
});

describe('a visitor who objects', () => {
  const stage = new Stage();
  const objections = {
    'by Do Not Track': () => Object.defineProperty(navigator, 'doNotTrack', { get: () => '1' }),
    'by Global Privacy Control': () => Object.defineProperty(navigator, 'globalPrivacyControl', { get: () => true }),
  };

  for (const [how, prepare] of Object.entries(objections)) {
    it(`${how} is not tracked in any way`, async () => {
      const { page, complaints } = await stage.tab(prepare);
      stage.website.page('/', stage.tag('data-outbound'));
      await page.goto(stage.website.origin);
      await page.waitForFunction(() => window.footfall);
      await page.evaluate(() => {
        window.footfall('event', 'Signup');
        history.pushState({}, '', '/b');
      });
      await page.waitForFunction(() => performance.now() > 1_600);
      await page.goto('about:blank');
      // Another visitor's hit, behind which one of the first would have arrived long since.
      const other = await stage.tab();
      await other.page.goto(`${stage.website.origin}/`);
      await stage.counted(1, told);
      assert.deepEqual([stage.collector.taken.map(told), complaints], [['pageview /'], []]);
    });
  }
});

describe('the script', () => {
  const stage = new Stage();

  it('works under a strict policy with trusted types, which it never asks to break', async () => {
    const { origin } = stage.collector;
    const policy = `default-src 'none'; script-src ${origin}; connect-src ${origin}; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;
    const { page, complaints } = await stage.open('/', 'data-outbound data-downloads', { headers: { 'content-security-policy': policy } });
    await stage.counted(1, told);
    await page.evaluate(() => window.footfall('event', 'Signup'));
    await page.waitForFunction(() => performance.now() > 1_600);
    await page.goto('about:blank');
    await stage.collector.until((collector) => collector.taken.length === 3, 'pageview, event and copy');
    assert.deepEqual(complaints, []);
  });

  it('comes through a proxy\'s path and talks through it, so that the page needs no other origin', async () => {
    stage.website.page('/', stage.tag('', '/proxied/js/footfall.js'), { headers: { 'content-security-policy': "default-src 'self'" } });
    const { page, complaints } = await stage.tab();
    await page.goto(stage.website.origin);
    assert.deepEqual([await stage.counted(1, told), complaints], [['pageview /'], []]);
    assert.equal(stage.collector.requests[0].headers.origin, stage.website.origin);
    assert.equal(stage.collector.requests[0].headers['sec-fetch-site'], 'same-origin');
  });

  it('sends to data-api, wherever it came from', async () => {
    await stage.open('/', 'data-api="/proxied"');
    await stage.counted(1, told);
    assert.equal(stage.collector.requests[0].headers['sec-fetch-site'], 'same-origin');
  });

  it('is a module, too, which tracks once however often it is called', async () => {
    stage.website.page('/', `<script type="module">
      import { init } from '/npm/index.js';
      const footfall = init({ websiteId: 'shop', api: '${stage.collector.origin}' });
      footfall('set', { user_id: 'u-1' });
      const again = init({ websiteId: 'shop', api: '${stage.collector.origin}' });
      setTimeout(() => again('event', 'Later'), 50);
    </script>`);
    const { page, complaints } = await stage.tab();
    await page.goto(stage.website.origin);
    const hits = await stage.counted(2, (hit) => [hit.event_type, hit.user_id]);
    assert.deepEqual([hits, complaints], [[['pageview', 'u-1'], ['event', 'u-1']], []]);
  });
});
