// node test/newcomer.mjs ORIGIN SET_UP_TOKEN TROUBLE.png [FOLDER]
//
// Comes to a Footfall without accounts as somebody who wants to try it: set-up, a website, its line
// pasted into pages of another origin, a visitor who clicks through these pages, each click awaited
// on the live page; the same hits in the overview; a viewer who is invited. Prints what was reached
// and how long clicks took as JSON; exit code 1, with a picture of where it stood, where a step was
// not. With a folder, takes pictures of the steps into it.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { Website } from '../../../../../protocol/js/test/browser/website.mjs';
import { openPage, startChromium } from './chromium.mjs';
import { pageFacts } from './facts.mjs';

const PASSWORD = 'correct horse battery';
const PATHS = ['/', '/teas', '/teas/oolong', '/basket', '/order', '/thanks'];
/** From a click in a visitor's browser to its hit on a live page, in ms. */
const WITHIN_MS = 1_000;
/** A machine that is busy with a whole build may take its time with all but that. */
const PATIENCE_MS = 60_000;
/** Said to the browser, not to a page: that of a headless browser is a robot's, and robots are not shown. */
const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

const [origin, token, trouble, pictures] = process.argv.slice(2);
const dashboards = await startChromium();
const visitors = await startChromium([`--user-agent=${USER_AGENT}`]);
const shop = await new Website({ origin }).start();
const reached = [];
/** Of each browser profile, what it complained of. */
const complaints = [];
let shown;

try {
  const owner = await somebody();
  await setUp(owner);
  const { websiteId, snippet } = await addWebsite(owner);
  await picture(owner, 'waiting');
  PATHS.forEach((path, place) => shop.page(path, snippet, { body: `<a href="${PATHS[place + 1] ?? '/'}">Go on</a>` }));
  const live = await beside(owner, `/${websiteId}/live`);
  await live.getByRole('heading', { name: 'Waiting for your first hit' }).waitFor();

  const visitor = await openShop();
  await owner.getByText('Hits arrive.').waitFor();
  reached.push('first hit seen');
  const clicks = await clickThrough(visitor, live);
  await picture(live, 'live');
  await compareWithHistory(websiteId, live, await beside(owner, `/${websiteId}?period=day&metric=pageviews`));

  const invite = await inviteViewer(owner, websiteId);
  const viewer = await somebody();
  await acceptInvite(viewer, invite, websiteId);
  await tryToChange(viewer, websiteId);
  console.log(JSON.stringify({ reached, clicks, complaints: complaints.flat() }));
} catch (problem) {
  await shown?.screenshot({ path: trouble, fullPage: true });
  console.error(`After ${JSON.stringify(reached)} at ${shown?.url()}: ${problem.message}; see ${trouble}.`);
  process.exitCode = 1;
} finally {
  await dashboards.close();
  await visitors.close();
  await shop.stop();
}

/** A page in a browser profile of its own. */
async function somebody() {
  const opened = await openPage(dashboards, { viewport: { width: 1280, height: 860 }, timezoneId: 'UTC' });
  complaints.push(opened.complaints);
  return watched(opened.page);
}

/** Another tab of the same reader. */
async function beside(page, path) {
  const tab = watched(await page.context().newPage());
  await tab.goto(origin + path);
  return tab;
}

/** Waits patiently, and is the page to look at where something fails. */
function watched(page) {
  page.setDefaultTimeout(PATIENCE_MS);
  shown = page;
  return page;
}

async function picture(page, name) {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: `${pictures}/newcomer-${name}.png`, fullPage: true });
}

async function setUp(page) {
  await page.goto(`${origin}/setup#${token}`);
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('Email').fill('ada@example.org');
  await page.getByLabel('Password').fill(PASSWORD);
  await picture(page, 'setup');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'Add your first website' }).waitFor();
  reached.push('set up');
}

/** Resolves to the website's id and to the line that its settings show for its pages. */
async function addWebsite(page) {
  await page.getByLabel('Domain').fill('tea.example');
  await page.getByLabel('Time zone').fill(zoneAtNoon());
  await page.getByRole('button', { name: 'Add website' }).click();
  await page.waitForURL(/settings\/tracking$/);
  await page.getByText('Waiting for your first hit.').waitFor();
  const snippet = await page.getByRole('region', { name: 'For your pages' }).locator('code').textContent();
  reached.push('website');
  return { websiteId: new URL(page.url()).pathname.split('/')[1], snippet };
}

/** Where it is about noon, so that today does not end while this runs. */
function zoneAtNoon() {
  const hours = 12 - new Date().getUTCHours();
  return hours === 0 ? 'Etc/GMT' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}

async function openShop() {
  const opened = await openPage(visitors);
  complaints.push(opened.complaints);
  const page = watched(opened.page);
  await page.addInitScript(() => {
    addEventListener('click', (click) => sessionStorage.setItem('clicked', performance.timeOrigin + click.timeStamp), true);
  });
  await page.goto(shop.origin + PATHS[0]);
  return page;
}

/** Clicks from page to page; for each the ms until the live page's own elements showed its hit. */
async function clickThrough(visitor, live) {
  await seenLive(live, PATHS[0]);
  await live.evaluate(() => {
    window.firstSeen = {};
    const look = () => {
      for (const { textContent } of document.querySelectorAll('[data-fact="recent-hits"] .hit-what')) {
        window.firstSeen[textContent] ??= performance.timeOrigin + performance.now();
      }
    };
    new MutationObserver(look).observe(document.querySelector('#main'), { subtree: true, childList: true, characterData: true });
  });
  const took = [];
  for (const path of PATHS.slice(1)) {
    await visitor.getByRole('link', { name: 'Go on' }).click();
    await visitor.waitForURL(shop.origin + path);
    await seenLive(live, path);
    const clicked = Number(await visitor.evaluate(() => sessionStorage.getItem('clicked')));
    took.push(Math.round((await live.evaluate((what) => window.firstSeen[what], path)) - clicked));
  }
  const median = took.toSorted((one, other) => one - other)[Math.floor(took.length / 2)];
  assert.ok(median <= WITHIN_MS, `hits were on the live page ${took} ms after their clicks, by the median later than ${WITHIN_MS} ms`);
  reached.push('clicks seen live');
  return { took, median };
}

function seenLive(live, path) {
  return live.locator('[data-fact="recent-hits"]').getByText(path, { exact: true }).waitFor();
}

/** Live page and history say the same of today, as a whole, by minute and by page, once all rows are stored. */
async function compareWithHistory(websiteId, live, overview) {
  const deadline = Date.now() + PATIENCE_MS;
  for (let stored = await pageviewsIn(overview); stored !== PATHS.length; stored = await pageviewsIn(overview)) {
    assert.ok(Date.now() < deadline, `the overview shows ${stored} pageviews, not ${PATHS.length}`);
    await overview.reload();
  }
  // Its questions were asked one after the other, and some perhaps before the last row was there.
  await overview.reload();
  await pageviewsIn(overview);
  await overview.locator('[data-fact="ranking-page_path"] tbody tr').first().waitFor();
  await picture(overview, 'overview');
  const facts = await pageFacts(live);
  assert.equal(facts.pageviews30m, PATHS.length);
  assert.equal(facts.pageviewsInBars, PATHS.length);

  const answer = await overview.request.get(`${origin}/api/stats/${websiteId}/timeseries?period=day&interval=minute&metrics=pageviews&time_zone=UTC`);
  const { points } = await answer.json();
  assert.deepEqual(minutesOf(points.map(({ time, pageviews }) => [time.slice(11, 16), pageviews])), minutesOf(await bars(live)));

  const pages = overview.locator('[data-fact="ranking-page_path"] tbody tr');
  const stored = await pages.evaluateAll((rows) => rows.map((row) => [row.querySelector('.rank-label').textContent, Number(row.lastElementChild.textContent)]));
  assert.deepEqual(Object.fromEntries(stored), Object.fromEntries(facts.topPages.map(({ label, pageviews }) => [label, pageviews])));
  reached.push('live and history agree');
}

async function pageviewsIn(overview) {
  return Number(await overview.locator('[data-metric="pageviews"] .tile-value', { hasText: /\d/ }).textContent());
}

function bars(live) {
  return live.locator('.chart tbody tr').evaluateAll((rows) =>
    rows.map((row) => [row.cells[0].textContent, Number(row.cells[1].textContent)]),
  );
}

function minutesOf(points) {
  return Object.fromEntries(points.filter(([, pageviews]) => pageviews > 0));
}

async function inviteViewer(page, websiteId) {
  await page.goto(`${origin}/${websiteId}/settings/members`);
  await page.getByRole('button', { name: 'Add invite' }).click();
  await page.locator('form').getByLabel('Role').selectOption('viewer');
  await page.locator('form').getByRole('button', { name: 'Add invite' }).click();
  const link = await page.locator('.once code').textContent();
  reached.push('invite');
  return link;
}

async function acceptInvite(page, invite, websiteId) {
  await page.goto(invite);
  await page.getByText('To see tea.example as viewer.').waitFor();
  await page.getByLabel('Your name').fill('Vi');
  await page.getByLabel('Email').fill('vi@example.org');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account and accept' }).click();
  await page.waitForURL(`${origin}/${websiteId}`);
  assert.equal(await pageviewsIn(page), PATHS.length);
  await picture(page, 'viewer');
  reached.push('a viewer sees the overview');
}

async function tryToChange(page, websiteId) {
  for (const name of ['Settings', 'Add note']) assert.equal(await page.getByText(name, { exact: true }).count(), 0, `a viewer is offered ${name}`);
  for (const section of ['general', 'goals', 'members', 'delete']) {
    await page.goto(`${origin}/${websiteId}/settings/${section}`);
    await page.getByText('Your role here is viewer.').waitFor();
    assert.equal(await page.locator('main').locator('form, input, select, button').count(), 0, `a viewer finds controls in ${section}`);
  }
  const { csrf_token } = await (await page.request.get(`${origin}/api/me`)).json();
  const website = `${origin}/api/websites/${websiteId}`;
  for (const [method, url, data] of [
    ['PATCH', website, { status: 'paused' }],
    ['DELETE', website, undefined],
    ['POST', `${website}/goals`, { name: 'Order', goal_type: 'destination', match_type: 'equals', pattern: '/thanks' }],
    ['POST', `${website}/invites`, { role: 'owner' }],
  ]) {
    const refused = await page.request.fetch(url, { method, data, headers: { 'x-csrf-token': csrf_token } });
    assert.equal(refused.status(), 403, `${method} ${url}`);
  }
  await page.goto(`${origin}/${websiteId}/live`);
  await seenLive(page, PATHS.at(-1));
  reached.push('a viewer changes nothing and watches');
}
