// node test/shoot.mjs FOLDER [NAME...]
//
// Takes pictures of every page in light, dark and on a phone from a scripted server, those of
// docs/screenshots among them. With names, only of those that begin with one of them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { openPage, startChromium } from './chromium.mjs';
import { bringUp, LOOKS, PAGES } from './pages.mjs';
import { inFewColours } from './palette.mjs';
import { ScriptedServer } from './scripted-server.mjs';

// The machine may be busy.
const PATIENCE_MS = 120_000;

const [folder, ...wanted] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Usage: node test/shoot.mjs FOLDER [NAME...]');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const browser = await startChromium();
try {
  for (const [name, about] of Object.entries(PAGES)) {
    for (const [look, options] of Object.entries(LOOKS)) {
      const picture = `${name}-${look}`;
      if (wanted.length > 0 && !wanted.some((start) => picture.startsWith(start))) continue;
      const server = await new ScriptedServer().start();
      const { page } = await openPage(browser, { ...options, reducedMotion: 'reduce' });
      page.setDefaultTimeout(PATIENCE_MS);
      await bringUp(page, server, about);
      const taken = await page.screenshot({ fullPage: about.oneScreen !== true });
      writeFileSync(`${folder}/${picture}.png`, inFewColours(taken));
      await page.context().close();
      await server.stop();
      console.log(picture);
    }
  }
} finally {
  await browser.close();
}
