import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findings } from '../accessible.mjs';
import { bringUp, LOOKS, PAGES } from '../pages.mjs';
import { Stage } from './stage.mjs';

describe('every page, in light, in dark and on a phone', { timeout: 600_000 }, () => {
  const stage = new Stage();

  for (const [name, about] of Object.entries(PAGES)) {
    it(`${name} can be read, named and reached, and does not scroll sideways`, async () => {
      // Side by side: most of each is a wait for a network that stays idle.
      await Promise.all(
        Object.entries(LOOKS).map(async ([look, options]) => {
          const server = await stage.another();
          const { page, complaints } = await stage.blank({ ...options, reducedMotion: 'reduce' });
          await bringUp(page, server, about);
          assert.deepEqual(await findings(page), [], look);
          const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.equal(wider, 0, `${look} scrolls sideways`);
          assert.deepEqual(complaints, [], look);
          await stage.picture(page, `${name}-${look}`);
        }),
      );
    });
  }

  it('the rules find what is broken', async () => {
    const server = await stage.another();
    const { page } = await stage.blank(LOOKS.light);
    await bringUp(page, server, PAGES.websites);
    await page.evaluate(() => {
      const app = document.querySelector('#main');
      const broken = document.createElement('div');
      for (const [tag, attributes, text] of [
        ['button', {}, ''],
        ['input', {}, ''],
        ['img', { src: '/favicon.svg' }, ''],
        ['h4', {}, 'Skips levels'],
        ['a', { href: '/', tabindex: '3' }, 'Jumps ahead'],
        ['p', { 'aria-labelledby': 'nowhere' }, 'Refers to nothing'],
        ['p', { id: 'main' }, 'Shares an id'],
        ['p', { class: 'pale' }, 'Too pale'],
      ]) {
        const element = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        element.textContent = text;
        if (attributes.class === 'pale') element.style.color = '#bbbbbb';
        broken.append(element);
      }
      app.append(broken);
    });
    const found = (await findings(page)).join('\n');
    for (const sign of ['<button> "" has no name', '<input> "" has no label', 'no alternative', 'follows a heading', 'order of the focus', 'aria-labelledby to nothing', 'shares its id', '"Too pale" has a contrast of 1.']) {
      assert.ok(found.includes(sign), `${sign} is not among\n${found}`);
    }
  });

  it('overview, live page and websites stay where they are while their numbers come', async () => {
    for (const [path, about] of [['/demo', PAGES.overview], ['/demo/live', PAGES.live], ['/', PAGES.websites]]) {
      for (const [look, options] of Object.entries(LOOKS)) {
        const server = await stage.another();
        const { page } = await stage.blank(options);
        await page.addInitScript(() => {
          window.shifted = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) window.shifted += entry.value;
          }).observe({ type: 'layout-shift', buffered: true });
        });
        await bringUp(page, server, about);
        const shifted = await page.evaluate(() => window.shifted);
        assert.ok(shifted < 0.02, `${path} in ${look} shifts by ${shifted}`);
      }
    }
  });
});
