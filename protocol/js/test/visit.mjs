// node test/visit.mjs ORIGIN WEBSITE_ID
//
// Two visitors come to a website whose pages carry the tag of the Footfall at ORIGIN: one reads a
// page and leaves; one goes on by a router, signs up and buys. Prints what went wrong, as JSON.
import { openPage, startChromium } from '../../../realtime-api/src/main/web/test/chromium.mjs';
import { Website } from './browser/website.mjs';

const [origin, websiteId] = process.argv.slice(2);
/**
 * Of their own: visitors are told apart by user agent, and that of a headless browser is a robot's.
 * Said to the browser, not to a page: a page's is no longer known when its last request goes out.
 */
const READER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const BUYER = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

const website = await new Website({ origin }).start();
const tag = `<script defer data-website-id="${websiteId}" src="${origin}/js/footfall.js"></script>`;
for (const path of ['/', '/tea']) website.page(path, tag);
const reader = await startChromium([`--user-agent=${READER}`]);
const buyer = await startChromium([`--user-agent=${BUYER}`]);
try {
  const complaints = [...(await read()), ...(await buy())];
  console.log(JSON.stringify({ complaints }));
} finally {
  await reader.close();
  await buyer.close();
  await website.stop();
}

/** Opens a page as somebody, and resolves once its first hit is acknowledged. */
async function visit(browser, path) {
  const { page, complaints } = await openPage(browser);
  const acknowledged = taken(page);
  await page.goto(website.origin + path);
  await acknowledged;
  return { page, complaints };
}

function taken(page) {
  return page.waitForResponse((response) => response.url() === `${origin}/api/event` && response.status() === 202);
}

async function read() {
  const { page, complaints } = await visit(reader, '/tea?utm_source=letter&utm_campaign=may');
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await page.waitForFunction(() => performance.now() > 2_000);
  // What is told on leaving outlives the page, and the browser is there until the other visitor has bought.
  await page.goto('about:blank');
  return complaints;
}

async function buy() {
  const { page, complaints } = await visit(buyer, '/');
  for (const step of [
    () => history.pushState({}, '', '/list'),
    () => window.footfall('event', 'Signup', { props: { plan: 'pro' } }),
    () =>
      window.footfall('transaction', {
        transaction_id: 'o-1',
        transaction_revenue: '19.90',
        currency: 'EUR',
        products: [{ sku: 's-1', name: 'Socks', price: '9.95', quantity: 2 }],
      }),
  ]) {
    const acknowledged = taken(page);
    await page.evaluate(step);
    await acknowledged;
  }
  await page.context().close();
  return complaints;
}
