// node test/hostile-walk.mjs ORIGIN SET_UP_TOKEN PICTURE.png
//
// Makes a website as the first account of a Footfall, which is made or the one of newcomer.mjs,
// names the website's parts by every payload of hostile-corpus.mjs, sends each through the public
// collector in every field that takes text, and looks at the live page, the overview and the
// settings as the owner does. Prints as JSON how many payloads each of these has shown and all that
// they brought about; exit code 1, with a picture of where it stood, where it could not go on.
import { openPage, startChromium } from './chromium.mjs';
import { foreignTo } from './facts.mjs';
import { CARRIERS, marksIn, mark, PAYLOADS } from './hostile-corpus.mjs';

/** Two or three hits each: together no more than a shard tells of at once, should one get them all. */
const WAVE = 9;
/** As many steps as a funnel may have. */
const STEPS = 20;
const NAMED = 3;
const PATIENCE_MS = 60_000;
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const SECTIONS = ['general', 'tracking', 'counting', 'goals', 'funnels', 'custom', 'notes', 'properties', 'members', 'shared-links', 'api-keys', 'audit', 'delete'];
const [origin, token, picture] = process.argv.slice(2);

const browser = await startChromium();
const { page, complaints } = await openPage(browser, { viewport: { width: 1280, height: 900 } });
page.setDefaultTimeout(PATIENCE_MS);
const brought = { executed: 0, elements: 0, links: new Set() };
let csrfToken = '';
try {
  const websiteId = await makeWebsite();
  await nameParts(websiteId);
  const live = await watchLive(websiteId);
  const overview = await lookAtOverview(websiteId);
  const settings = await lookAtSettings(websiteId);
  const shown = { payloads: PAYLOADS.length, live: live.size, overview: overview.size, settings: settings.size };
  const soFar = [...complaints];
  const caught = await wouldBeCaught();
  console.log(JSON.stringify({ ...shown, ...brought, links: [...brought.links], complaints: soFar, caught }));
} catch (problem) {
  await page.screenshot({ path: picture, fullPage: true });
  console.error(`At ${page.url()}: ${problem.stack}; see ${picture}.`);
  process.exitCode = 1;
} finally {
  await browser.close();
}

async function makeWebsite() {
  const who = { email: 'ada@example.org', password: 'correct horse battery' };
  const { needed } = await (await page.request.get(`${origin}/api/setup`)).json();
  const answer = needed ? send('/api/setup', { ...who, token, name: nameOf(PAYLOADS[0]) }) : send('/api/login', who);
  csrfToken = (await answer).csrf_token;
  return (await send('/api/websites', { domain: 'shop.example' })).website_id;
}

/** Every payload names a step of a funnel, and the plain ones name one of everything else. */
async function nameParts(websiteId) {
  const path = `/api/websites/${websiteId}`;
  for (let first = 0; first < PAYLOADS.length; first += STEPS) {
    const steps = PAYLOADS.slice(first, first + STEPS).map((payload) => ({ name: nameOf(payload), step_type: 'destination', match_type: 'equals', pattern: nameOf(payload) }));
    await send(`${path}/funnels`, { name: steps[0].name, steps });
  }
  const date = new Date().toISOString().slice(0, 10);
  for (const [n, payload] of PAYLOADS.slice(0, CARRIERS.length).entries()) {
    const name = nameOf(payload);
    const index = n + 1;
    await send(`${path}/goals`, { name, goal_type: 'event', match_type: 'equals', pattern: name, value: 1 });
    await send(`${path}/annotations`, { date, text: name });
    await send(`${path}/properties`, { name, value: name });
    if (index > NAMED) continue;
    await send(`${path}/custom_dimensions`, { index, name, scope: 'hit' });
    await send(`${path}/custom_metrics`, { index, name, type: 'decimal' });
    await send(`${path}/api_keys`, { name, scopes: ['stats:read'] });
    await send(`${path}/shared_links`, { name });
  }
}

/** Hits come in waves, so that each event is seen in the stream before others push it out. */
async function watchLive(websiteId) {
  await page.goto(`${origin}/${websiteId}/live`);
  const seen = new Set();
  for (let first = 0; first < PAYLOADS.length; first += WAVE) {
    const wave = PAYLOADS.slice(first, first + WAVE).map((payload, place) => [payload, first + place]);
    const hits = wave.flatMap(([payload, n]) => hitsOf(websiteId, payload, n));
    const answer = await page.request.post(`${origin}/api/event`, { data: hits });
    const { accepted, rejected } = await answer.json();
    if (accepted !== hits.length) throw new Error(`of ${hits.length} hits ${JSON.stringify(rejected)} were refused`);
    const marks = wave.map(([, n]) => mark(n));
    await page.waitForFunction((all) => all.every((one) => document.body.textContent.includes(one)), marks);
    marks.forEach((one) => seen.add(one));
    await look();
  }
  return seen;
}

function hitsOf(websiteId, text, n) {
  const address = encodeURIComponent(text);
  const time = Date.now();
  const before = time - 400;
  const common = {
    website_id: websiteId,
    client_timestamp: time,
    visitor_id: text.slice(0, 256),
    language: text.slice(0, 64),
    screen_resolution: text.slice(0, 64),
    page_title: text,
    page_referrer: n % 3 === 0 ? text : `https://evil.example/${text}`,
    page_url: `https://shop.example/${n % 2 === 0 ? address : text}?utm_source=${address}&utm_medium=${address}&utm_campaign=${address}&utm_term=${address}`,
    custom_dimension_1: text,
    props: { plan: text, [text.slice(0, 128)]: text },
  };
  const purchase = { transaction_id: text, transaction_revenue: 1, currency: 'EUR', products: [{ sku: text, name: text, category: text, price: 1 }] };
  return [
    { ...common, event_type: 'pageview', client_timestamp: before, user_agent: `${BROWSER} ${text}` },
    { ...common, event_type: 'event', event_name: text, event_category: text, event_action: text, event_label: text, user_agent: BROWSER },
    ...(n % 20 === 0 ? [{ ...common, ...purchase, event_type: 'transaction', client_timestamp: before, user_agent: BROWSER }] : []),
  ];
}

/** Every list, that of events to its end, and then the numbers of some values alone. */
async function lookAtOverview(websiteId) {
  const seen = new Set();
  await open(`${origin}/${websiteId}?period=day`);
  const tabs = page.getByRole('tab');
  for (let tab = 0; tab < (await tabs.count()); tab++) {
    await tabs.nth(tab).click();
    await page.waitForFunction(() => document.querySelector('.rows.waiting, .rows.stale') === null);
    await look();
  }
  await page.getByRole('tab', { name: 'Events', exact: true }).click();
  await page.locator('[data-fact="ranking-event_name"] .rank').first().waitFor();
  const rows = page.locator('[data-fact="ranking-event_name"] .rank');
  const card = page.locator('.card', { has: rows });
  for (const more = card.getByRole('button', { name: 'Show more' }); (await more.count()) > 0; ) {
    const before = await rows.count();
    await more.click();
    await page.waitForFunction((count) => document.querySelectorAll('[data-fact="ranking-event_name"] .rank').length > count, before);
  }
  marksIn(await card.textContent()).forEach((one) => seen.add(one));
  await look();
  const links = await page.locator('[data-fact="ranking-event_name"] a.rank-label').evaluateAll((all) => all.map((link) => link.href));
  for (const link of links.slice(0, NAMED)) {
    await open(link);
    await look();
  }
  return seen;
}

/** An overview, once it is all there: until it knows the domain, its links lead to the id. */
async function open(overview) {
  await page.goto(overview);
  await page.locator('[data-fact="ranking-page_path"] .rank').first().waitFor();
  await page.waitForLoadState('networkidle');
}

async function lookAtSettings(websiteId) {
  const seen = new Set();
  for (const section of SECTIONS) {
    await page.goto(`${origin}/${websiteId}/settings/${section}`);
    await page.locator('.settings-body h2').first().waitFor();
    await page.waitForLoadState('networkidle');
    marksIn(await page.evaluate(() => document.body.textContent)).forEach((one) => seen.add(one));
    await look();
  }
  return seen;
}

/** Notes what the page before us should not have. */
async function look() {
  const { executed, elements, links } = await foreignTo(page);
  brought.executed ||= executed;
  brought.elements += elements;
  links.map((link) => new URL(link)).forEach(({ protocol, host }) => brought.links.add(`${protocol}//${host}`));
}

/** That all of the above would have been noticed: a page of this server that does what ours must not. */
async function wouldBeCaught() {
  const before = complaints.length;
  const [markup, handler] = await page.evaluate(() => {
    const attempts = [
      () => (document.body.innerHTML = '<img src=x onerror=window.executed=1>'),
      () => document.body.setAttribute('onclick', 'window.executed=1'),
    ];
    return attempts.map((attempt) => {
      try {
        attempt();
        return 'taken';
      } catch {
        return 'refused';
      }
    });
  });
  for (const deadline = Date.now() + PATIENCE_MS; complaints.length === before && Date.now() < deadline; ) {
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  return { markup, handler, noticed: complaints.length > before };
}

/** REST refuses control characters in names. */
function nameOf(payload) {
  return payload.replaceAll(/[\u0000-\u001f]/g, ' ');
}

async function send(path, data) {
  const answer = await page.request.post(origin + path, { data, headers: { 'x-csrf-token': csrfToken } });
  if (!answer.ok()) throw new Error(`${path} with ${JSON.stringify(data)}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}
