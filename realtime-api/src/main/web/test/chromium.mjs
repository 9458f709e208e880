import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sparticuz from '@sparticuz/chromium';
import { chromium } from 'playwright-core';

const UNPACKED = fileURLToPath(new URL('../../../../target/chromium', import.meta.url));

/**
 * Starts a headless Chromium: the one in `FOOTFALL_CHROMIUM` if set, else the one that npm brought,
 * which runs as root and without system packages.
 *
 * @param further switches of its command line
 */
export async function startChromium(further = []) {
  return chromium.launch({
    executablePath: process.env.FOOTFALL_CHROMIUM ?? (await unpackedChromium()),
    // Not the package's own flags: they switch off web security, which is under test here.
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', ...further],
    headless: true,
  });
}

/**
 * Opens a page that keeps account of everything it should not do.
 *
 * @param context options of a Playwright context (viewport, colorScheme, reducedMotion, ...)
 * @returns the page, and `complaints`: console errors, thrown errors, CSP violations, dialogs
 */
export async function openPage(browser, context = {}) {
  const page = await (await browser.newContext(context)).newPage();
  const complaints = [];
  page.on('console', (message) => isComplaint(message) && complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`thrown: ${error.message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.exposeFunction('complainOfPolicy', (text) => complaints.push(`policy: ${text}`));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (violation) =>
      window.complainOfPolicy(`${violation.violatedDirective} ${violation.blockedURI}`),
    );
  });
  return { page, complaints };
}

/** Browsers write down every answer of 400 and up as an error; those of REST are the page's to show. */
function isComplaint(message) {
  return message.type() === 'error' && !new URL(message.location().url || 'about:blank').pathname.startsWith('/api/');
}

/**
 * Unpacks the browser into the build's own folder. The package would take the machine's temporary
 * folder, where two checkouts meet and 200 MB stay behind.
 */
async function unpackedChromium() {
  mkdirSync(UNPACKED, { recursive: true });
  const { TMPDIR } = process.env;
  process.env.TMPDIR = UNPACKED;
  try {
    return await sparticuz.executablePath();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}
