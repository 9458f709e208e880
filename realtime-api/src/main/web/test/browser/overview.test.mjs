import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foreignTo } from '../facts.mjs';
import { HOSTILE } from '../hostile.mjs';
import { VALUES } from '../scripted-stats.mjs';
import { busyFrame } from '../wire.mjs';
import { PHONE, Stage } from './stage.mjs';

const DAY = 86_400_000;
const day = (daysAgo) => new Date(Date.now() - daysAgo * DAY).toISOString().slice(0, 10);

describe('the overview', { timeout: 240_000 }, () => {
  const stage = new Stage();

  const open = async (path = '/demo', options = {}) => {
    stage.server.greetWith(busyFrame(0));
    const opened = await stage.open(options, path);
    await opened.page.locator('.ranking tbody tr').first().waitFor();
    return opened;
  };
  const row = (page, name) => page.locator('.rank').getByRole('link', { name, exact: true });
  const visitors = (page) => page.locator('[data-metric="visitors"] .tile-value').textContent();
  const lastAsked = (kind) => stage.server.rest.to(`/stats/demo/${kind}`).at(-1).query;
  const asked = (kind, key, value) => stage.until(() => lastAsked(kind).get(key), (now) => now === value, `${key} ${value} in ${kind}`);
  const search = (page) => new URL(page.url()).search;

  it('narrows everything down by a click, keeps that in its address, and goes back', async () => {
    const { page, complaints } = await open();
    const all = await visitors(page);
    await row(page, '/pricing').click();
    await stage.until(() => visitors(page), (shown) => shown !== all && shown !== '–', 'fewer visitors');
    assert.equal(search(page), '?f=is%2Cpage_path%2C%2Fpricing');
    for (const kind of ['aggregate', 'timeseries', 'breakdown']) {
      await asked(kind, 'filters', '[["is","page_path",["/pricing"]]]');
    }
    assert.equal(await page.locator('.chip-text').textContent(), 'Page is /pricing');

    await page.getByRole('tab', { name: 'Browsers' }).click();
    await row(page, 'Firefox').click();
    await stage.until(() => page.locator('.chip').count(), (count) => count === 2, 'the second filter');
    await asked('aggregate', 'filters', '[["is","page_path",["/pricing"]],["is","browser",["Firefox"]]]');

    await page.getByRole('button', { name: 'Remove filter: Page is /pricing' }).focus();
    await page.keyboard.press('Enter');
    await stage.until(() => page.locator('.chip').count(), (count) => count === 1, 'the first one gone');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Filter', 'the focus stays with the filters');
    await page.goBack();
    await page.goBack();
    await stage.until(() => page.locator('.chip-text').allTextContents(), (texts) => texts.join() === 'Page is /pricing', 'the first one again');
    await page.goBack();
    await stage.until(() => visitors(page), (shown) => shown === all, 'all visitors again');
    assert.equal(search(page), '');
    await page.goForward();
    await stage.until(() => page.locator('.chip').count(), (count) => count === 1, 'forth');
    assert.deepEqual(complaints, []);
  });

  it('opens as its address says', async () => {
    const { page } = await open('/demo?period=12mo&metric=bounce_rate&compare=previous_year&interval=week&f=contains%2Ccity%2CLe');
    assert.equal(await page.locator('[data-metric="bounce_rate"]').getAttribute('aria-pressed'), 'true');
    assert.equal(await page.locator('.dates-button').textContent(), 'Period: Last 12 months');
    assert.equal(await page.locator('.chip-text').textContent(), 'City contains Le');
    const asked = lastAsked('timeseries');
    assert.deepEqual(
      ['period', 'metrics', 'compare', 'interval', 'filters'].map((key) => asked.get(key)),
      ['12mo', 'bounce_rate', 'previous_year', 'week', '[["contains","city",["Le"]]]'],
    );
  });

  it('takes a filter that is typed, of any operator and several values', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByLabel('Show only visits whose').selectOption('country');
    await page.getByLabel('Condition').selectOption('is_not');
    await page.getByLabel('Value').fill('DE | FR');
    await page.keyboard.press('Enter');
    await stage.until(() => page.locator('.chip-text').allTextContents(), (texts) => texts.join() === 'Country is not Germany or France', 'the filter');
    await asked('aggregate', 'filters', '[["is_not","country",["DE","FR"]]]');
  });

  it('suggests values that contain what is typed, and properties by name', async () => {
    const { page } = await open('/demo?f=is%2Cos%2CLinux');
    const suggested = () => page.locator('.filter-panel datalist option').evaluateAll((options) => options.map(({ value }) => value));
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByLabel('Value').fill('blog');
    const blogs = VALUES.page_path.filter((path) => path.includes('blog'));
    await stage.until(suggested, (values) => values.join() === blogs.join(), 'the pages');
    assert.equal(lastAsked('breakdown').get('filters'), '[["is","os",["Linux"]],["contains","page_path",["blog"]]]');
    await page.getByLabel('Show only visits whose').selectOption('country');
    await page.getByLabel('Value').fill('FR | D');
    await stage.until(suggested, (values) => values.join() === 'FR | DE', 'the second country');

    await page.getByLabel('Show only visits whose').selectOption('prop:plan');
    await page.getByLabel('Value').fill('st');
    await stage.until(suggested, (values) => values.join() === 'starter', 'the plans');
    await page.getByLabel('Value').fill('starter');
    await page.keyboard.press('Enter');
    await stage.until(() => page.locator('.chip-text').allTextContents(), (texts) => texts.join() === 'Operating system is Linux,plan is starter', 'the filter');

    await page.getByRole('tab', { name: 'Properties' }).click();
    const names = page.locator('.property datalist option');
    await stage.until(() => names.count(), (count) => count === 2, 'the names');
    stage.server.rest.failures.set('/stats/demo/breakdown', { status: 503, error: 'unavailable', message: 'ClickHouse is away.' });
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByLabel('Value').fill('/pricing');
    await page.keyboard.press('Enter');
    await stage.until(() => page.locator('.chip').count(), (count) => count === 3, 'a filter all the same');
  });

  it('draws the metric that is chosen', async () => {
    const { page } = await open();
    await page.locator('[data-metric="revenue"]').click();
    await page.getByRole('heading', { name: 'Revenue' }).waitFor();
    assert.equal(search(page), '?metric=revenue');
    await asked('timeseries', 'metrics', 'revenue');
    await stage.until(() => page.locator('[data-fact="series"] caption').textContent(), (text) => text === 'Revenue over time', 'the series');
    const cells = await page.locator('[data-fact="series"] tbody td').allTextContents();
    assert.equal(cells.length, 60);
    assert.ok(cells.every((cell) => /^€[\d,]+\.\d\d$/.test(cell)), cells.join());
    assert.match(await page.locator('.line-now').first().getAttribute('d'), /^M0 [\d.]+L/);
  });

  it('compares with the year before, or with nothing', async () => {
    const { page } = await open();
    assert.match(await page.locator('[data-metric="visitors"] .tile-change').textContent(), /[↑↓].*%/);
    assert.notEqual(await page.locator('.line-previous').getAttribute('d'), '');
    await page.getByRole('button', { name: /previous period/ }).click();
    await page.getByRole('button', { name: 'Nothing' }).click();
    await stage.until(() => page.locator('[data-metric="visitors"] .tile-change').textContent(), (text) => text === '', 'no comparison');
    await asked('aggregate', 'compare', 'none');
    await stage.until(() => page.locator('.line-previous').getAttribute('d'), (path) => path === '', 'a single line');
  });

  it('lets a range of days be chosen by keyboard alone', async () => {
    const { page } = await open();
    await page.locator('.dates-button').focus();
    await page.keyboard.press('Enter');
    const focused = () => page.evaluate(() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent);
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(), 'Today');
    for (let presses = 0; presses < 9; presses++) await page.keyboard.press('Tab');
    const long = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
    const label = (daysAgo) => long.format(Date.parse(day(daysAgo)));
    await stage.until(focused, (text) => text === label(0), 'the focus on today');
    await page.keyboard.press('ArrowRight');
    assert.equal(await focused(), label(0), 'days to come cannot be reached');
    await page.keyboard.press('ArrowUp');
    await stage.until(focused, (text) => text === label(7), 'a week earlier');
    await page.keyboard.press('ArrowLeft');
    await stage.until(focused, (text) => text === label(8), 'a day earlier');
    await page.keyboard.press('Enter');
    await page.getByText('Now the last day').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await stage.until(focused, (text) => text === label(6), 'two days later');
    await page.keyboard.press('Enter');
    await stage.until(() => search(page), (text) => text === `?period=custom&from=${day(8)}&to=${day(6)}`, 'the range in the address');
    assert.equal(await page.locator('.calendar').count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement.classList.contains('dates-button')), true, 'the focus comes back');
    await asked('aggregate', 'from', day(8));

    await page.keyboard.press('Enter');
    await page.locator('.calendar').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.calendar').waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement.classList.contains('dates-button')), true);
  });

  it('steps to the period before and back to now', async () => {
    const { page } = await open('/demo?period=7d');
    assert.equal(await page.getByRole('button', { name: 'Later' }).isDisabled(), true);
    await page.getByRole('button', { name: 'Earlier' }).click();
    await stage.until(() => search(page), (text) => text === `?period=7d&date=${day(7)}`, 'the week before');
    await stage.until(() => page.getByRole('button', { name: 'Later' }).isDisabled(), (off) => !off, 'a way forth');
    await page.getByRole('button', { name: 'Later' }).click();
    await stage.until(() => search(page), (text) => text === '?period=7d', 'this week');
  });

  it('reads its chart by keyboard, with the notes of a day, and takes a new note', async () => {
    const { page } = await open();
    await page.locator('.lines').focus();
    await page.keyboard.press('End');
    assert.match(await page.locator('.reading').textContent(), /so far/);
    for (let days = 0; days < 9; days++) await page.keyboard.press('ArrowLeft');
    assert.match(await page.locator('.reading').textContent(), /Winter sale begins/);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.reading').count(), 0);

    await page.getByRole('button', { name: 'Add note' }).click();
    await page.getByLabel('Day').fill(day(3));
    await page.getByLabel('What happened').fill('Newsletter');
    await page.keyboard.press('Enter');
    await stage.until(() => page.locator('.note-flag').count(), (count) => count === 2, 'the second flag');
    const posted = stage.server.rest.to('/annotations').find(({ method }) => method === 'POST');
    assert.deepEqual([posted.body, posted.csrf], [{ date: day(3), text: 'Newsletter' }, 'csrf-1']);
  });

  it('goes through the tabs of a card by arrow keys', async () => {
    const { page } = await open();
    await page.getByRole('tab', { name: 'Top pages' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('[data-fact="ranking-entry_page"] tbody tr').first().waitFor();
    assert.equal(await page.getByRole('tab', { name: 'Entry' }).getAttribute('aria-selected'), 'true');
    await page.keyboard.press('End');
    await page.locator('[data-fact="ranking-exit_page"] tbody tr').first().waitFor();
    assert.equal(await page.locator('[role="tab"][tabindex="0"]').count(), 5, 'one stop for each card');
  });

  it('shows further rows, and properties by name', async () => {
    const { page } = await open();
    const pages = page.locator('[data-fact="ranking-page_path"] tbody tr');
    assert.equal(await pages.count(), 9);
    await page.locator('.breakdown-pages').getByRole('button', { name: 'Show more' }).evaluate((button) => {
      // Twice before the first answer is there.
      button.click();
      button.click();
    });
    await stage.until(() => pages.count(), (count) => count > 9, 'further pages');

    await page.getByRole('tab', { name: 'Properties' }).click();
    await page.getByLabel('Property').fill('plan');
    await page.keyboard.press('Enter');
    await page.locator('[data-fact="ranking-prop:plan"] tbody tr').first().waitFor();
    // Which was asked for, and answered, after both presses.
    assert.equal(await pages.count(), VALUES.page_path.length, 'each page once');
    await row(page, 'starter').click();
    await stage.until(() => page.locator('.chip-text').allTextContents(), (texts) => texts.join() === 'plan is starter', 'the filter');
    await page.getByRole('tab', { name: 'Customer type' }).click();
    await page.locator('[data-fact="ranking-custom_dimension_1"] tbody tr').first().waitFor();
  });

  it('tells how far sessions went through each funnel, under the same filters', async () => {
    const { lists } = stage.server.rest;
    lists.funnels.push({ ...lists.funnels[0], funnel_id: 'f2', name: 'Signup', steps: lists.funnels[0].steps.slice(0, 2) });
    const { page, complaints } = await open('/demo?period=7d&f=is%2Cos%2CLinux');
    const card = page.getByRole('region', { name: 'Funnels' });
    const steps = card.getByRole('listitem');
    await stage.until(() => steps.count(), (number) => number === 3, 'the steps');
    assert.match(await steps.nth(1).textContent(), /^add_to_cart38 %[\d,]+ sessions of [\d,]+ visitors; [\d,]+ \(62 %\) left before it$/);
    const asked = stage.server.rest.to('/stats/demo/funnels/f1').at(-1).query;
    assert.deepEqual([...asked].join(' '), 'period,7d filters,[["is","os",["Linux"]]]');
    await card.getByLabel('Funnel').selectOption('Signup');
    await stage.until(() => steps.count(), (number) => number === 2, 'the other funnel');
    assert.deepEqual(complaints, []);
  });

  it('tells how many sessions met each goal, at which rate, beside the days before', async () => {
    const { page, complaints } = await open(`/demo?period=7d&date=${day(7)}`);
    const card = page.getByRole('region', { name: 'Goals' });
    const rows = card.locator('tbody tr');
    // What was met, a goal that is gone among it; then the active ones that nobody met.
    await stage.until(() => rows.locator('.rank-label').allTextContents(), (names) => names.join() === 'Order,Deleted goal,Newsletter', 'the goals');
    const all = await page.locator('[data-metric="sessions"] .tile-value').textContent();
    const number = (text) => Number(text.replace(/[^\d]/g, ''));
    const [sessions, visitors, rate] = await rows.first().locator('td').allTextContents();
    assert.ok(number(visitors) < number(sessions), `${visitors} visitors`);
    assert.ok(Math.abs(Number.parseFloat(rate) - (100 * number(sessions)) / number(all)) <= 0.05001, `${rate} of ${all}`);
    assert.match(rate, /[\d.]+ pt/);
    assert.match(await rows.last().textContent(), /^Newsletter000 %/);
    assert.match(await card.getByRole('link', { name: 'Goals as CSV' }).getAttribute('href'), /breakdown\?period=7d.*&dimension=goal&metrics=sessions%2Cvisitors.*&format=csv$/);

    await row(page, 'Order').click();
    await stage.until(() => page.locator('.chip-text').allTextContents(), (texts) => texts.join() === 'Goal is Order', 'the filter');
    await asked('aggregate', 'filters', '[["is","goal",["g1"]]]');
    assert.equal(search(page), `?period=7d&date=${day(7)}&f=is%2Cgoal%2Cg1`);
    await page.getByRole('button', { name: /previous period/ }).click();
    await page.getByRole('button', { name: 'Nothing' }).click();
    await stage.until(() => rows.first().locator('.tile-change').textContent(), (text) => text === '', 'no comparison');
    assert.deepEqual(complaints, []);
  });

  it('takes a filter by a goal without knowing its id, on a phone without leaving the screen', async () => {
    const { page } = await open('/demo', { viewport: PHONE });
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    const { x, width } = await page.locator('.popup-panel').boundingBox();
    assert.ok(x >= 0 && x + width <= PHONE.width, `from ${x} to ${x + width}`);
    await page.getByLabel('Show only visits whose').selectOption('goal');
    await page.getByLabel('Value').selectOption('Newsletter');
    assert.deepEqual(await page.getByLabel('Condition').locator('option').allTextContents(), ['is', 'is not']);
    await page.getByLabel('Condition').selectOption('is_not');
    await page.getByRole('button', { name: 'Apply' }).click();
    await asked('aggregate', 'filters', '[["is_not","goal",["g2"]]]');
    assert.equal(await page.locator('.chip-text').textContent(), 'Goal is not Newsletter');
  });

  it('asks for a first goal whoever may describe one, and nobody else; errors of the card are its own', async () => {
    const { rest } = stage.server;
    rest.values = { ...VALUES, goal: [] };
    rest.lists.goals = [];
    const { page } = await open();
    await page.getByRole('region', { name: 'Goals' }).getByRole('link', { name: 'describe a first goal' }).waitFor();
    rest.role = 'viewer';
    const { page: viewers } = await open();
    await viewers.waitForLoadState('networkidle');
    assert.equal(await viewers.getByRole('region', { name: 'Goals' }).count(), 0);
    rest.failures.set('/demo/goals', { status: 503, error: 'unavailable', message: 'PostgreSQL is away.' });
    const { page: without } = await open();
    await without.getByRole('region', { name: 'Goals' }).getByText('PostgreSQL is away.').waitFor();
    rest.failures.clear();
    rest.lists.goals = [{ goal_id: 'g9', name: 'Seen', is_active: true }];
    await without.getByRole('button', { name: 'Try again' }).click();
    await without.getByRole('region', { name: 'Goals' }).getByRole('link', { name: 'Seen' }).waitFor();
  });

  it('says that today is not over, and compares it with as much of yesterday', async () => {
    const now = '2026-11-21T09:10:00Z';
    stage.server.rest.now = () => Date.parse(now);
    const { page } = await stage.blank();
    await page.clock.setFixedTime(now);
    await page.goto(`${stage.server.origin}/demo?period=day`);
    const legend = page.getByRole('list', { name: 'Lines of the chart' }).getByRole('listitem');
    await stage.until(() => legend.allTextContents(), (texts) => texts.join('; ') === '21 Nov 2026 so far; 20 Nov 2026', 'the days');
    const change = page.locator('[data-metric="pageviews"] .tile-change');
    assert.match(await change.textContent(), /^[↑↓] [\d.]+ %, so far (up|down) [\d.]+ % from [\d,]+ in 20 Nov 2026 until 09:10$/);
    assert.match(await page.locator('[data-metric="bounce_rate"] .tile-change').getAttribute('class'), /good|bad/);
    assert.equal(await page.locator('.dot-open').count(), 1);
    assert.match(await page.locator('.line-open').getAttribute('d'), /^M[\d.]+ [\d.]+L[\d.]+ [\d.]+$/);

    await page.locator('.dates-button').click();
    await page.getByRole('button', { name: 'Yesterday' }).click();
    await stage.until(() => legend.allTextContents(), (texts) => texts.join('; ') === '20 Nov 2026; 19 Nov 2026', 'the days before');
    assert.equal(search(page), '?period=day&date=2026-11-20');
    assert.doesNotMatch(await change.textContent(), /so far/);
    assert.equal(await page.locator('.dot-open').count(), 0);
    assert.equal(await page.locator('.dates-button').textContent(), 'Period: Yesterday');
  });

  it('asks for a first funnel whoever may describe one, and nobody else', async () => {
    stage.server.rest.lists.funnels = [];
    const { page } = await open();
    await page.getByRole('region', { name: 'Funnels' }).getByRole('link', { name: 'Describe the steps' }).waitFor();
    stage.server.rest.role = 'viewer';
    const { page: viewers } = await open();
    await viewers.waitForLoadState('networkidle');
    assert.equal(await viewers.getByRole('region', { name: 'Funnels' }).count(), 0);
    stage.server.rest.failures.set('/demo/funnels', { status: 503, error: 'unavailable', message: 'PostgreSQL is away.' });
    const { page: without } = await open();
    await without.getByRole('region', { name: 'Funnels' }).getByText('PostgreSQL is away.').waitFor();
  });

  it('narrows down by a country on the map', async () => {
    const { page } = await open();
    await page.locator('.country.shade-5').first().waitFor();
    await page.locator('[data-code="AU"]').click();
    await stage.until(() => page.locator('.chip-text').allTextContents(), (texts) => texts.join() === 'Country is Australia', 'the filter');
    assert.equal(search(page), '?f=is%2Ccountry%2CAU');
  });

  it('moves its live number by the socket', async () => {
    const { page } = await open();
    const now = page.locator('[data-fact="active-now"]');
    await stage.until(() => now.textContent(), (text) => text === '184', '184 active users');
    const later = busyFrame(4);
    stage.server.update(later);
    await stage.until(() => now.textContent(), (text) => text === String(later.active_users), 'the update');
    assert.deepEqual(stage.server.tickets, ['ticket-1']);
    await page.getByRole('link', { name: /active now/ }).click();
    await stage.seen(page, (facts) => facts.status === 'Live', 'the live page');
  });

  it('asks anew when its reader comes back after a while', async () => {
    const { page } = await open();
    const asked = (kind) => stage.server.rest.to(`/stats/demo/${kind}`).length;
    const comeBack = (minutes) =>
      page.evaluate((ms) => {
        const { now } = Date;
        Date.now = () => now() + ms;
        document.dispatchEvent(new Event('visibilitychange'));
      }, minutes * 60_000);
    await page.waitForLoadState('networkidle');
    const [aggregates, breakdowns] = [asked('aggregate'), asked('breakdown')];
    await comeBack(4);
    await comeBack(6);
    await stage.until(() => [asked('aggregate'), asked('breakdown')], ([sums, lists]) => sums > aggregates && lists >= 2 * breakdowns, 'all of it');
    // What is asked next comes after all that was asked before.
    await page.locator('[data-metric="revenue"]').click();
    await stage.until(() => lastAsked('timeseries').get('metrics'), (metric) => metric === 'revenue', 'another metric');
    assert.deepEqual([asked('aggregate'), asked('breakdown')], [2 * aggregates, 2 * breakdowns], 'once, not after the shorter time');
  });

  it('hands out what it shows as CSV', async () => {
    const { page } = await open('/demo?period=7d&f=is%2Cos%2CLinux');
    const href = await page.getByRole('link', { name: 'Page as CSV' }).getAttribute('href');
    const url = new URL(href, stage.server.origin);
    assert.equal(url.pathname, '/api/stats/demo/breakdown');
    assert.deepEqual(
      ['format', 'period', 'dimension', 'limit', 'filters'].map((key) => url.searchParams.get(key)),
      ['csv', '7d', 'page_path', '1000', '[["is","os",["Linux"]]]'],
    );
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /numbers as CSV/ }).click()]);
    assert.equal(download.suggestedFilename(), 'demo.csv');
    assert.equal(search(page), '?period=7d&f=is%2Cos%2CLinux', 'the page stays');
  });

  it('says what is wrong and tries again, and keeps the rest', async () => {
    stage.server.rest.failures.set('/stats/demo/breakdown', { status: 503, error: 'unavailable', message: 'ClickHouse is away; try again in a minute.' });
    const { page } = await stage.open({}, '/demo');
    await page.locator('.breakdown-pages').getByText('ClickHouse is away').waitFor();
    await stage.until(() => visitors(page), (shown) => shown !== '–', 'the numbers above');
    stage.server.rest.failures.clear();
    await page.locator('.breakdown-pages').getByRole('button', { name: 'Try again' }).click();
    await page.locator('[data-fact="ranking-page_path"] tbody tr').first().waitFor();
  });

  it('asks who was signed out meanwhile to sign in, and comes back', async () => {
    const { page } = await open('/demo?period=7d');
    await page.waitForLoadState('networkidle');
    stage.server.rest.signedIn = false;
    await row(page, '/pricing').click();
    await page.waitForURL((url) => url.pathname === '/login');
    await page.getByLabel('Email').fill('ada@example.org');
    await page.getByLabel('Password').fill('correct horse battery');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === '/demo');
    await stage.until(() => page.locator('.chip-text').allTextContents(), (texts) => texts.join() === 'Page is /pricing', 'what was asked for');
  });

  it('shows hostile values as text everywhere, and lets none of them run or lead away', async () => {
    const { rest } = stage.server;
    rest.values = new Proxy({}, { get: () => HOSTILE, has: () => true });
    rest.lists.annotations = HOSTILE.map((text, place) => ({ annotation_id: `a${place}`, date: day(place), text }));
    rest.lists.custom_dimensions[0].name = HOSTILE[0];
    rest.lists.goals = HOSTILE.map((name) => ({ goal_id: name, name, is_active: true }));
    const [funnel] = rest.lists.funnels;
    rest.lists.funnels = [1, 2].map((id) => ({ ...funnel, funnel_id: `h${id}`, name: HOSTILE[id], steps: HOSTILE.map((name) => ({ ...funnel.steps[0], name })) }));
    const { page, complaints } = await open('/demo', { viewport: PHONE });
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      if ((await tab.textContent()) === 'Properties') {
        await page.getByLabel('Property').fill(HOSTILE[1]);
        await page.keyboard.press('Enter');
      }
      await page.waitForLoadState('networkidle');
      const { executed, elements, links } = await foreignTo(page);
      assert.deepEqual([executed, elements], [0, 0]);
      assert.deepEqual(links.filter((link) => !/^https:\/\/(shop\.example|db-ip\.com)\//.test(link)), []);
    }
    await page.getByLabel('Funnel', { exact: true }).selectOption('h2');
    await stage.until(() => page.locator('.funnel-report li').count(), (steps) => steps === HOSTILE.length, 'the hostile steps');
    assert.equal((await foreignTo(page)).executed, 0);
    await page.locator('.lines').focus();
    for (let days = 0; days < HOSTILE.length; days++) {
      await page.keyboard.press('ArrowLeft');
      assert.equal((await foreignTo(page)).elements, 0);
    }
    await page.getByRole('tab', { name: 'Cities' }).click();
    await row(page.locator('.breakdown-places'), HOSTILE[0]).click();
    await stage.until(() => page.locator('.chip-text').textContent(), (text) => text === `City is ${HOSTILE[0]}`, 'the filter');
    await page.reload();
    await stage.until(() => page.locator('.chip-text').textContent(), (text) => text === `City is ${HOSTILE[0]}`, 'the filter after a reload');
    assert.equal((await foreignTo(page)).executed, 0);
    assert.deepEqual(complaints, []);
  });
});
