// node test/open-live.mjs URL OUT.png [--share URL] [--wait MS] [--active N] [--dark] [--width PX] [--height PX]
//
// Opens a live page in a headless browser, waits for its first numbers (or, with --active, until it
// shows at least N active users), then for --wait ms more, takes a screenshot of the whole page and
// prints what a reader sees as JSON. A shared link (--share, without a password) lets in. Exit code 1 with a reason where the page never gets there.
import { parseArgs } from 'node:util';
import { openPage, startChromium } from './chromium.mjs';
import { pageFacts } from './facts.mjs';

const PATIENCE_MS = 60_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    share: { type: 'string' },
    wait: { type: 'string', default: '1000' },
    active: { type: 'string', default: '0' },
    dark: { type: 'boolean', default: false },
    width: { type: 'string', default: '1280' },
    height: { type: 'string', default: '800' },
  },
});
const [url, out] = positionals;
if (url === undefined || out === undefined) {
  console.error('Usage: node test/open-live.mjs URL OUT.png [--share URL] [--wait MS] [--active N] [--dark] [--width PX] [--height PX]');
  process.exit(2);
}

const browser = await startChromium();
try {
  const { page, complaints } = await openPage(browser, {
    viewport: { width: Number(values.width), height: Number(values.height) },
    colorScheme: values.dark ? 'dark' : 'light',
  });
  if (values.share !== undefined) {
    await page.goto(values.share);
    await page.waitForURL(({ pathname }) => !pathname.startsWith('/share/'));
  }
  await page.goto(url);
  const reached = await page
    .waitForFunction(shows, Number(values.active), { timeout: PATIENCE_MS })
    .then(() => true, () => false);
  await page.waitForTimeout(Number(values.wait));
  await page.screenshot({ path: out, fullPage: true });
  console.log(JSON.stringify({ url, reached, ...(await pageFacts(page)), complaints }, null, 2));
  if (!reached) {
    console.error(`After ${PATIENCE_MS / 1000} s the page does not show at least ${values.active} active users; see ${out}.`);
    process.exitCode = 1;
  }
} finally {
  await browser.close();
}

function shows(atLeast) {
  const shown = document.querySelector('[data-fact="active-users"]')?.textContent ?? '';
  return /\d/.test(shown) && Number(shown.replace(/[^\d]/g, '')) >= atLeast;
}
