import { busyFrame, convertingFrame, frame } from './wire.mjs';

export const LOOKS = {
  light: { viewport: { width: 1280, height: 860 }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: 860 }, colorScheme: 'dark' },
  phone: { viewport: { width: 360, height: 780 }, colorScheme: 'light' },
};

/** How busy websites are beside each other. */
const SIZES = { demo: 1, blog: 0.31, docs: 0.47, simulated: 0.24 };

function addDemo(rest) {
  rest.websites.push({ website_id: 'simulated', domain: 'demo.simulated.example' });
}

/** Every page by name: its path, what is there when it is whole, and how it differs from a busy shop's. */
export const PAGES = {
  overview: { path: '/demo', ready: '.ranking tbody tr' },
  'overview-filtered': { path: '/demo?period=7d&f=is%2Ccountry%2CDE&metric=pageviews', ready: '.ranking tbody tr', prepare: readChart },
  'overview-dates': { path: '/demo', ready: '.ranking tbody tr', prepare: (page) => page.locator('.dates-button').click(), oneScreen: true },
  'overview-today': { path: '/demo?period=day&metric=pageviews', ready: '.ranking tbody tr', oneScreen: true },
  'overview-empty': { path: '/demo', ready: '.empty', change: (rest) => Object.assign(rest, { values: {}, scale: 0 }) },
  live: { path: '/demo/live', ready: '.hit', greeting: () => convertingFrame(0) },
  'live-simulated': { path: '/simulated/live', ready: '.hit', change: addDemo },
  'live-empty': { path: '/demo/live', ready: '.first-hit', quiet: true },
  websites: { path: '/', ready: '.website', greeting: (websiteId) => busyFrame(0, Date.now(), SIZES[websiteId]), change: addDemo },
  'first-website': { path: '/', ready: '.add-website', change: (rest) => (rest.websites = []) },
  'settings-general': { path: '/demo/settings/general', ready: '.form' },
  'settings-tracking': { path: '/demo/settings/tracking', ready: '.arrival-waiting', quiet: true },
  'settings-counting': { path: '/demo/settings/counting', ready: '.form' },
  'settings-goals': { path: '/demo/settings/goals', ready: '.items tbody tr', prepare: (page) => page.getByRole('button', { name: 'Add goal' }).click() },
  'settings-funnels': { path: '/demo/settings/funnels', ready: '.funnels > li', prepare: (page) => page.getByRole('button', { name: 'Change Checkout' }).click() },
  'settings-custom': { path: '/demo/settings/custom', ready: '.items tbody tr' },
  'settings-notes': { path: '/demo/settings/notes', ready: '.items tbody tr' },
  'settings-properties': { path: '/demo/settings/properties', ready: '.items tbody tr' },
  'settings-members': { path: '/demo/settings/members', ready: '.items tbody tr' },
  'settings-shared-links': { path: '/demo/settings/shared-links', ready: '.items tbody tr' },
  'settings-api-keys': { path: '/demo/settings/api-keys', ready: '.items tbody tr', prepare: makeKey },
  'settings-audit': { path: '/demo/settings/audit', ready: '.items tbody tr' },
  'settings-delete': { path: '/demo/settings/delete', ready: '.danger-button' },
  account: { path: '/account', ready: '.form' },
  'sign-in': { path: '/login', ready: '.form', change: (rest) => (rest.signedIn = false) },
  setup: { path: '/setup?token=setup-token', ready: '.form', change: (rest) => Object.assign(rest, { signedIn: false, setupNeeded: true }) },
  invite: { path: '/invite/invite-1', ready: '.form', change: (rest) => (rest.signedIn = false) },
  share: { path: '/share/s1', ready: '.form', change: (rest) => Object.assign(rest, { signedIn: false, sharePassword: 'secret' }) },
  unknown: { path: '/no such page', ready: 'h1' },
};

/** Brings an opened page of `PAGES` to where it is whole and stands still. */
export async function bringUp(page, server, { path, ready, quiet = false, greeting = quiet ? frame() : busyFrame(0), change = () => undefined, prepare = () => undefined }) {
  change(server.rest);
  server.greetWith(greeting);
  await page.goto(server.origin + path);
  await page.locator(ready).first().waitFor();
  await page.waitForLoadState('networkidle');
  await prepare(page);
}

async function readChart(page) {
  await page.locator('.lines').focus();
  for (let place = 0; place < 5; place++) await page.keyboard.press('ArrowLeft');
}

async function makeKey(page) {
  await page.getByRole('button', { name: 'Add key' }).click();
  await page.getByLabel('Name').fill('Warehouse');
  await page.getByRole('button', { name: 'Add key' }).click();
  await page.locator('.once').waitFor();
}
