import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeBrowser } from './fake-browser.mjs';

const pageviews = (browser) => browser.sent.filter((hit) => hit.event_type === 'pageview' && !hit.time_on_page);
const paths = (browser) => pageviews(browser).map((hit) => hit.page_url.replace('https://shop.example', ''));
const readings = (browser) => browser.sent.filter((hit) => hit.time_on_page);

describe('pageviews', () => {
  it('follow the router, and not a change of query or fragment', async () => {
    const browser = await new FakeBrowser().load();
    await browser.push('/a?x=1');
    await browser.push('/a?x=2');
    await browser.push('/a?x=2#part');
    browser.window.history.replaceState({}, '', '/b');
    await browser.pass(0);
    Object.assign(browser.location, { pathname: '/a', search: '' });
    await browser.fire('popstate');
    assert.deepEqual(paths(browser), ['/', '/a?x=1', '/b', '/a']);
  });

  it('follow the fragment where it is the route', async () => {
    const browser = await new FakeBrowser({ hash: '' }).load();
    browser.location.hash = '#/b';
    await browser.fire('popstate');
    await browser.fire('hashchange');
    assert.deepEqual(paths(browser), ['/', '/#/b']);
  });

  it('are one where a router redirects in one go, with the title it sets afterwards', async () => {
    const browser = await new FakeBrowser().load();
    browser.window.history.pushState({}, '', '/old');
    browser.window.history.replaceState({}, '', '/new');
    browser.document.title = 'New';
    await browser.pass(0);
    assert.deepEqual(paths(browser), ['/', '/new']);
    assert.equal(pageviews(browser)[1].page_title, 'New');
  });

  it('name the page before as the one that referred', async () => {
    const browser = await new FakeBrowser().load();
    await browser.push('/a');
    await browser.call('event', 'Click');
    assert.deepEqual(browser.sent.map((hit) => hit.page_referrer), [
      'https://search.example/', 'https://shop.example/', 'https://shop.example/',
    ]);
  });

  it('wait until a page that was loaded ahead is seen', async () => {
    const browser = new FakeBrowser();
    browser.document.prerendering = true;
    await browser.load();
    assert.equal(browser.sent.length, 0);
    browser.document.prerendering = false;
    await browser.fire('prerenderingchange');
    assert.deepEqual(paths(browser), ['/']);
  });

  it('come before the events of a page that was loaded ahead, which wait with it', async () => {
    const browser = new FakeBrowser();
    browser.document.prerendering = true;
    await browser.load();
    await browser.call('event', 'Ready');
    assert.equal(browser.sent.length, 0);
    browser.document.prerendering = false;
    await browser.fire('prerenderingchange');
    assert.deepEqual(browser.sent.map((hit) => hit.event_name ?? hit.event_type), ['pageview', 'Ready']);
  });

  it('count a page that comes back out of the memory of the browser', async () => {
    const browser = await new FakeBrowser().load();
    await browser.fire('pageshow', { persisted: false });
    await browser.fire('pageshow', { persisted: true });
    assert.deepEqual(paths(browser), ['/', '/']);
  });
});

describe('how a page was read', () => {
  it('comes as a copy of its pageview, with the seconds it was visible and how far it was scrolled', async () => {
    const browser = await new FakeBrowser().load();
    await browser.scrollTo(1_000);
    await browser.pass(20_000);
    await browser.scrollTo(0);
    await browser.show('hidden');
    const [pageview, copy] = browser.sent;
    assert.deepEqual(
      { ...copy, sent_at: 0 },
      { ...pageview, sent_at: 0, time_on_page: 20, props: { scroll_depth: 50 } },
    );
  });

  it('leaves out the time in which the page is hidden, and grows from one copy to the next', async () => {
    const browser = await new FakeBrowser().load();
    await browser.pass(10_000);
    await browser.show('hidden');
    await browser.pass(60_000);
    await browser.show('visible');
    await browser.pass(5_000);
    await browser.fire('pagehide');
    await browser.show('hidden');
    assert.deepEqual(readings(browser).map((hit) => hit.time_on_page), [10, 15]);
    assert.equal(new Set(browser.sent.map((hit) => hit.event_id)).size, 1);
  });

  it('is told of the page before when the router goes on', async () => {
    const browser = await new FakeBrowser().load();
    await browser.scrollTo(3_000);
    await browser.pass(7_000);
    await browser.push('/b');
    await browser.pass(3_000);
    browser.window.scrollY = 1_000;
    await browser.fire('pagehide');
    assert.deepEqual(
      readings(browser).map((hit) => [hit.page_url, hit.time_on_page, hit.props.scroll_depth]),
      [['https://shop.example/', 7, 100], ['https://shop.example/b', 3, 50]],
    );
  });

  it('keeps the props of the pageview', async () => {
    const browser = await new FakeBrowser({ manual: '' }).load();
    await browser.call('pageview', { props: { author: 'kim' } });
    await browser.pass(2_000);
    await browser.fire('pagehide');
    assert.deepEqual(readings(browser)[0].props, { author: 'kim', scroll_depth: 25 });
  });

  it('is nothing to tell where less than half a second passed', async () => {
    const browser = await new FakeBrowser().load();
    await browser.pass(400);
    await browser.fire('pagehide');
    assert.equal(browser.sent.length, 1);
  });
});

describe('links', () => {
  it('are told of only where the page asks for it', async () => {
    const browser = await new FakeBrowser().load();
    await browser.click('https://other.example/a');
    await browser.click('https://shop.example/list.pdf');
    assert.equal(browser.sent.length, 1);
  });

  it('to other hosts become outbound_link, without what may be private in their query', async () => {
    const browser = await new FakeBrowser({ outbound: '' }).load();
    await browser.click('https://other.example/a?session=1#x');
    await browser.click('https://other.example/middle', 1);
    await browser.click('https://other.example/menu', 2);
    await browser.click('https://shop.example/a');
    await browser.click('mailto:me@other.example');
    assert.deepEqual(
      browser.sent.slice(1).map((hit) => [hit.event_type, hit.event_name, hit.props.url]),
      [
        ['event', 'outbound_link', 'https://other.example/a'],
        ['event', 'outbound_link', 'https://other.example/middle'],
      ],
    );
  });

  it('to files become file_download, by the usual endings or by those the page names', async () => {
    const clicked = async (downloads) => {
      const browser = await new FakeBrowser({ downloads }).load();
      for (const file of ['a.pdf', 'b.PDF', 'c.docx', 'd.epub', 'e.pdf.html', 'pdf']) {
        await browser.click(`https://shop.example/${file}`);
      }
      return browser.sent.slice(1).map((hit) => `${hit.event_name} ${hit.props.url.split('/')[3]}`);
    };
    assert.deepEqual(await clicked(''), ['file_download a.pdf', 'file_download b.PDF', 'file_download c.docx']);
    assert.deepEqual(await clicked('epub, html'), ['file_download d.epub', 'file_download e.pdf.html']);
  });
});
