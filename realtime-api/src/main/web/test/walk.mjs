// node test/walk.mjs ORIGIN SET_UP_TOKEN PICTURE.png
//
// Goes through a Footfall without accounts as its first owner would: set-up, a website, all of its
// settings, history; then as whoever was invited, and as whoever has a shared link. Prints what was
// reached as JSON; exit code 1, with a picture of where it stood, where a step was not.
import { openPage, startChromium } from './chromium.mjs';

const PASSWORD = 'correct horse battery';
const NEW_PASSWORD = 'battery staple horse';
const [origin, token, picture] = process.argv.slice(2);
const browser = await startChromium();
const reached = [];
const complaints = [];
let page;

try {
  await comeAsNewcomer();
  await setUp();
  const websiteId = await addWebsite();
  await changeCounting(websiteId);
  await keepGoals(websiteId);
  await keepTheRest(websiteId);
  const invite = await hand(websiteId, 'members', 'invite', () => page.locator('form').getByLabel('Role').selectOption('viewer'));
  const shared = await hand(websiteId, 'shared-links', 'link', async () => {
    await page.getByLabel('Name', { exact: true }).fill('Board');
    await page.getByLabel('Password').fill('open sesame now');
  });
  const key = await hand(websiteId, 'api-keys', 'key', () => page.getByLabel('Name', { exact: true }).fill('Report'));
  note('key', key.startsWith('ffk_'));
  await lookAtHistory(websiteId);
  await readAudit(websiteId);
  await signOutAndIn(websiteId);
  await changePassword();
  await acceptInvite(invite, websiteId);
  await openShared(shared, websiteId);
  console.log(JSON.stringify({ reached, complaints }));
} catch (problem) {
  await page?.screenshot({ path: picture, fullPage: true });
  console.error(`After ${JSON.stringify(reached)} at ${page?.url()}: ${problem.message}; see ${picture}.`);
  process.exitCode = 1;
} finally {
  await browser.close();
}

function note(step, holds = true) {
  if (!holds) throw new Error(`${step} does not hold`);
  reached.push(step);
}

async function comeAsNewcomer() {
  const opened = await openPage(browser, { viewport: { width: 1280, height: 860 } });
  opened.page.setDefaultTimeout(20_000);
  page = opened.page;
  page.on('close', () => complaints.push(...opened.complaints));
}

async function setUp() {
  await page.goto(`${origin}/setup#${token}`);
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('Email').fill('ada@example.org');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'Add your first website' }).waitFor();
  note('set up');
}

async function addWebsite() {
  await page.getByLabel('Domain').fill('shop.example');
  await page.getByLabel('Time zone').fill('Europe/Berlin');
  await page.getByRole('button', { name: 'Add website' }).click();
  await page.waitForURL(/settings\/tracking$/);
  const websiteId = new URL(page.url()).pathname.split('/')[1];
  await page.locator('.snippet code', { hasText: `data-website-id="${websiteId}" src="${origin}/js/footfall.js"` }).waitFor();
  await page.locator('.website-name', { hasText: 'shop.example' }).waitFor();
  note('website');
  return websiteId;
}

async function changeCounting(websiteId) {
  await go(websiteId, 'counting');
  await page.getByLabel('Share of visitors that is counted').fill('0.5');
  await page.getByLabel('Days that hits are kept').fill('90');
  await page.getByLabel('Hostnames that may send').fill('shop.example\nwww.shop.example');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').waitFor();
  await page.reload();
  await page.getByLabel('Share of visitors that is counted').waitFor();
  note('counting', (await page.getByLabel('Share of visitors that is counted').inputValue()) === '0.5');
  await page.getByLabel('Days that hits are kept').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').waitFor();
  await go(websiteId, 'general');
  await page.getByLabel('Currency').fill('CHF');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').waitFor();
  note('general');
}

async function keepGoals(websiteId) {
  await go(websiteId, 'goals');
  await add('goal', async () => {
    await page.getByLabel('Name', { exact: true }).fill('Order');
    await page.getByLabel('Path or event name').fill('/thank-you');
    await page.getByLabel('Worth').fill('19.9');
  });
  await cell('Page equals /thank-you');
  await page.getByRole('button', { name: 'Change Order' }).click();
  await page.getByLabel('It is met when').selectOption('duration');
  await page.getByLabel('At least').fill('60');
  await page.getByRole('button', { name: 'Save' }).click();
  await cell('Session of 60 s or more');
  await page.getByRole('button', { name: 'Remove Order' }).click();
  await page.getByRole('button', { name: 'Really remove Order' }).click();
  await page.getByText('No goals yet.').waitFor();
  note('goals');
}

async function keepTheRest(websiteId) {
  await go(websiteId, 'funnels');
  await page.getByRole('button', { name: 'Add funnel' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Checkout');
  await page.getByLabel('Path or event name').first().fill('/cart');
  await page.getByLabel('Path or event name').last().fill('/thank-you');
  await page.locator('form').getByRole('button', { name: 'Add funnel' }).click();
  await page.getByText('Page /cart').waitFor();

  await go(websiteId, 'custom');
  await add('dimension', () => page.getByLabel('Name', { exact: true }).fill('Customer type'));
  await cell('Customer type');
  await add('metric', () => page.getByLabel('Name', { exact: true }).fill('Cart value'));
  await cell('Cart value');

  await go(websiteId, 'notes');
  await add('note', async () => {
    await page.getByLabel('Day').fill(new Date().toISOString().slice(0, 10));
    await page.getByLabel('What happened').fill('Launch');
  });
  await cell('Launch');

  await go(websiteId, 'properties');
  await add('property', async () => {
    await page.getByLabel('Name', { exact: true }).fill('team');
    await page.getByLabel('Value').fill('web');
  });
  await cell('team');
  note('funnels, definitions, notes, properties');
}

/** Adds what is told only once and returns it. */
async function hand(websiteId, section, one, fill) {
  await go(websiteId, section);
  await add(one, fill);
  const told = await page.locator('.once code').textContent();
  note(one);
  return told;
}

async function lookAtHistory(websiteId) {
  await page.goto(`${origin}/${websiteId}?period=7d&compare=previous_year&f=is_not%2Ccountry%2CFR`);
  await page.locator('[data-metric="visitors"] .tile-value', { hasText: /\d/ }).waitFor();
  await page.getByRole('tab', { name: 'Customer type' }).click();
  for (const period of ['Today', 'Last 30 days', 'This month', 'Last 6 months', 'Last 12 months']) {
    await page.locator('.dates-button').click();
    await page.getByRole('button', { name: period }).click();
    await page.waitForLoadState('networkidle');
    note(period, (await page.locator('.trouble').count()) === 0);
  }
  for (const metric of await page.locator('.tile').all()) {
    await metric.click();
    await page.waitForLoadState('networkidle');
  }
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    await page.waitForLoadState('networkidle');
  }
  note('every metric and every list', (await page.locator('.trouble').count()) === 0);
  await page.getByRole('region', { name: 'Funnels' }).getByText('No session of these days took the first step.').waitFor();
  note('funnel');
  const files = await page.locator('a[href*="format=csv"]').all();
  for (const file of files) {
    const answer = await page.request.get(origin + (await file.getAttribute('href')));
    note('CSV', answer.ok() && answer.headers()['content-type'].startsWith('text/csv'));
  }
}

async function readAudit(websiteId) {
  await go(websiteId, 'audit');
  await cell('goal added');
  note('audit');
}

async function signOutAndIn(websiteId) {
  await page.getByRole('button', { name: /Account/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(/\/login$/);
  await page.goto(`${origin}/${websiteId}`);
  await page.waitForURL(/\/login\?next=/);
  await page.getByLabel('Email').fill('ada@example.org');
  await page.getByLabel('Password').fill('not this one');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${origin}/${websiteId}`);
  note('signed out and in');
}

/** Another browser of the same account is signed out by it; this one is not. */
async function changePassword() {
  const { page: elsewhere } = await openPage(browser, {});
  await signIn(elsewhere, PASSWORD);
  await page.getByRole('button', { name: /Account/ }).click();
  await page.getByRole('link', { name: 'Change password' }).click();
  await page.getByLabel('Current password').fill(PASSWORD);
  await page.getByLabel('New password', { exact: true }).fill(NEW_PASSWORD);
  await page.getByLabel('New password again').fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('other sessions have ended').waitFor();
  note('signed out elsewhere', (await elsewhere.request.get(`${origin}/api/me`)).status() === 401);
  note('still in here', (await page.request.get(`${origin}/api/me`)).ok());
  await signIn(elsewhere, NEW_PASSWORD);
  await elsewhere.close();
  note('password changed');
}

async function signIn(on, password) {
  await on.goto(`${origin}/login`);
  await on.getByLabel('Email').fill('ada@example.org');
  await on.getByLabel('Password').fill(password);
  await on.keyboard.press('Enter');
  await on.locator('.website-link').first().waitFor();
}

async function acceptInvite(invite, websiteId) {
  await page.close();
  await comeAsNewcomer();
  await page.goto(invite);
  await page.getByText('To see shop.example as viewer.').waitFor();
  await page.getByLabel('Your name').fill('Vi');
  await page.getByLabel('Email').fill('vi@example.org');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account and accept' }).click();
  await page.waitForURL(`${origin}/${websiteId}`);
  await page.locator('[data-metric="visitors"] .tile-value', { hasText: /\d/ }).waitFor();
  await go(websiteId, 'goals');
  await page.getByText('Your role here is viewer.').waitFor();
  const { csrf_token } = await (await page.request.get(`${origin}/api/me`)).json();
  const refused = await page.request.patch(`${origin}/api/websites/${websiteId}`, {
    headers: { 'x-csrf-token': csrf_token },
    data: { status: 'paused' },
  });
  note('a viewer changes nothing', refused.status() === 403);
}

async function openShared(shared, websiteId) {
  await page.close();
  await comeAsNewcomer();
  await page.goto(shared);
  await page.getByLabel('Password').fill('open sesame now');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${origin}/${websiteId}`);
  await page.locator('.website-name', { hasText: 'shop.example' }).waitFor();
  await page.locator('[data-metric="visitors"] .tile-value', { hasText: /\d/ }).waitFor();
  note('shared', (await page.locator('.trouble').count()) === 0);
  await page.close();
}

async function go(websiteId, section) {
  await page.goto(`${origin}/${websiteId}/settings/${section}`);
}

async function add(one, fill) {
  await page.getByRole('button', { name: `Add ${one}` }).click();
  await fill();
  await page.locator('form').getByRole('button', { name: `Add ${one}` }).click();
  await page.locator('form').waitFor({ state: 'detached' });
}

async function cell(text) {
  await page.getByRole('cell', { name: text }).first().waitFor();
}
