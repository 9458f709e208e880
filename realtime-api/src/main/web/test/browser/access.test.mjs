import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HOSTILE } from '../hostile.mjs';
import { foreignTo } from '../facts.mjs';
import { busyFrame, frame } from '../wire.mjs';
import { Stage } from './stage.mjs';

describe('who comes to the dashboard', { timeout: 180_000 }, () => {
  const stage = new Stage();
  const at = (page, path) => page.waitForURL((url) => url.pathname + url.search === path);

  it('without an account is asked to sign in, told what was wrong, and led to where they wanted to go', async () => {
    stage.server.rest.signedIn = false;
    const { page, complaints } = await stage.open({}, '/demo?period=7d');
    await at(page, '/login?next=%2Fdemo%3Fperiod%3D7d');
    await stage.until(() => page.getByLabel('Email').evaluate((field) => field === document.activeElement), (on) => on, 'the focus on the first field');

    await page.keyboard.type('ada@example.org');
    await page.keyboard.press('Tab');
    await page.keyboard.type('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Email or password are not right.').waitFor();

    await page.getByLabel('Password').fill('correct horse battery');
    await page.keyboard.press('Enter');
    await at(page, '/demo?period=7d');
    await page.locator('.ranking tbody tr').first().waitFor();
    assert.deepEqual(complaints, []);
  });

  it('with a link that leads elsewhere after signing in stays here', async () => {
    stage.server.rest.signedIn = false;
    const { page } = await stage.open({}, '/login?next=//evil.example/');
    await page.getByLabel('Email').fill('ada@example.org');
    await page.getByLabel('Password').fill('correct horse battery');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('.website').first().waitFor();
    assert.equal(page.url(), `${stage.server.origin}/`);
  });

  it('too often with a wrong password is told how long to wait', async () => {
    stage.server.rest.signedIn = false;
    stage.server.rest.failures.set('/login', { status: 429, error: 'too_many_attempts', message: 'Too many attempts.', headers: { 'retry-after': '30' } });
    const { page } = await stage.open({}, '/login');
    await page.getByLabel('Email').fill('ada@example.org');
    await page.getByLabel('Password').fill('x');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('Too many attempts. Try again in 30 s.').waitFor();
  });

  it('with an address whose percent signs mean nothing sees a page all the same', async () => {
    Object.assign(stage.server.rest, { signedIn: false, setupNeeded: true, sharePassword: 'secret' });
    for (const [path, heading] of [
      ['/setup#%', 'Welcome'],
      ['/setup#50%25%E0%A4%A', 'Welcome'],
      ['/setup?token=%', 'Welcome'],
      ['/invite/%', 'Invite'],
      ['/share/%E0%A4%A', 'Shared numbers'],
      ['/%/%', 'Nothing here'],
    ]) {
      const { page, complaints } = await stage.open({}, path);
      await page.getByRole('heading', { name: heading }).waitFor();
      assert.deepEqual(complaints, [], path);
    }
  });

  it('before there is any account is told where the set-up link is, whichever page was asked for', async () => {
    Object.assign(stage.server.rest, { signedIn: false, setupNeeded: true });
    for (const path of ['/', '/login', '/demo', '/demo/live', '/demo/settings/goals']) {
      const { page } = await stage.open({}, path);
      await at(page, '/setup');
      await page.getByText('./footfall up').waitFor();
      await page.getByLabel('Set-up token').waitFor();
    }
  });

  it('first of all makes the first account, adds a website, and sees its first hit arrive', async () => {
    const { rest } = stage.server;
    Object.assign(rest, { signedIn: false, setupNeeded: true });
    stage.server.greetWith(frame());
    const { page, complaints } = await stage.open({}, '/');
    await at(page, '/setup');
    await page.goto(`${stage.server.origin}/setup?token=setup-token`);
    await page.getByLabel('Your name').fill('Ada');
    assert.equal(page.url(), `${stage.server.origin}/setup`, 'the token stays in the address');
    await page.getByLabel('Email').fill('ada@example.org');
    await page.getByLabel('Password').fill('correct horse battery');
    await page.getByRole('button', { name: 'Create account' }).click();
    assert.deepEqual((await stage.until(() => rest.to('/setup').filter(({ method }) => method === 'POST'), (all) => all.length === 1, 'the account'))[0].body, {
      token: 'setup-token',
      email: 'ada@example.org',
      name: 'Ada',
      password: 'correct horse battery',
    });

    await page.getByLabel('Domain').fill('new.example');
    await page.getByRole('button', { name: 'Add website' }).click();
    await at(page, '/w-new/settings/tracking');
    assert.equal(await page.locator('.snippet code').first().textContent(), `<script defer data-website-id="w-new" src="${stage.server.origin}/js/footfall.js"></script>`);
    await page.getByText('Waiting for your first hit.').waitFor();
    const time = Date.now();
    stage.server.update(frame({ time, version: time, active_users: 1, pageviews_30m: 1, recent_hits: [{ time, event_type: 'pageview', page_path: '/hello', traffic_source: 'direct', device_type: 'desktop' }] }));
    await page.getByText('Hits arrive.').waitFor();
    assert.match(await page.locator('.arrival').textContent(), /1 active user now; the latest hit was \/hello/);
    assert.deepEqual(complaints, []);
  });

  it('by an invite makes an account and sees the website, but not its settings', async () => {
    const { rest } = stage.server;
    rest.signedIn = false;
    const { page } = await stage.open({}, '/invite/invite-1');
    await page.getByText('To see shop.example as viewer.').waitFor();
    await page.getByLabel('Your name').fill('Vi');
    await page.getByLabel('Email').fill('vi@example.org');
    await page.getByLabel('Password').fill('correct horse battery');
    await page.getByRole('button', { name: 'Create account and accept' }).click();
    await at(page, '/demo');
    await page.locator('.ranking tbody tr').first().waitFor();
    assert.deepEqual(await page.getByRole('navigation', { name: 'Website' }).getByRole('link').allTextContents(), ['Overview', 'Live']);
    await page.waitForLoadState('networkidle');
    const before = rest.asked.length;
    await page.goto(`${stage.server.origin}/demo/settings/goals`);
    await page.getByText('Your role here is viewer.').waitFor();
    assert.equal(rest.asked.slice(before).some(({ path }) => path.endsWith('/goals')), false);
  });

  it('by an invite while signed in accepts with one press', async () => {
    const { page } = await stage.open({}, '/invite/invite-1');
    await page.getByRole('button', { name: 'Accept as ada@example.org' }).click();
    await at(page, '/demo');
    assert.deepEqual(stage.server.rest.to('/invites/invite-1').at(-1).body, {});
  });

  it('by an invite that was used is told to ask for another', async () => {
    const { page } = await stage.open({}, '/invite/used');
    await page.getByText('This invite was used already, withdrawn, or is too old.').waitFor();
    await page.getByText('Ask for a new one.').waitFor();
  });

  it('by a shared link sees the numbers at once, under the website’s name, and no settings', async () => {
    const { rest } = stage.server;
    rest.signedIn = false;
    stage.server.greetWith(busyFrame(0));
    const { page, complaints } = await stage.open({}, '/share/s1');
    await at(page, '/demo');
    await stage.seen(page, (facts) => facts.website === 'shop.example', 'the domain');
    await page.locator('.ranking tbody tr').first().waitFor();
    await page.locator('.pill-live').waitFor();
    assert.equal(await page.getByRole('link', { name: 'Settings' }).count(), 0);
    assert.equal(await page.getByRole('button', { name: 'Add note' }).count(), 0);
    assert.deepEqual(complaints, []);
  });

  it('by a shared link with an account that is no member sees the website’s name, too', async () => {
    stage.server.rest.member = false;
    stage.server.greetWith(busyFrame(0));
    const { page } = await stage.open({}, '/share/s1');
    await at(page, '/demo');
    await stage.seen(page, (facts) => facts.website === 'shop.example', 'the domain');
    assert.equal(await page.getByRole('link', { name: 'Settings' }).count(), 0);
  });

  it('by a shared link with a password is asked for it', async () => {
    Object.assign(stage.server.rest, { signedIn: false, sharePassword: 'open sesame' });
    const { page } = await stage.open({}, '/share/s1');
    await page.getByLabel('Password').fill('guess');
    await page.keyboard.press('Enter');
    await page.getByText('This link has another password.').waitFor();
    await page.getByLabel('Password').fill('open sesame');
    await page.keyboard.press('Enter');
    await at(page, '/demo');
  });

  it('with an account sees each website with who is there now, and leaves by signing out', async () => {
    stage.server.greetWith(busyFrame(0));
    const { page } = await stage.open({}, '/');
    await page.locator('.website-live.pill-live').nth(2).waitFor();
    assert.deepEqual(await page.locator('.website-link').allTextContents(), ['shop.example', 'blog.example', 'docs.example.org']);
    await stage.until(() => page.locator('.website-now').first().textContent(), (text) => text.includes('184'), 'the live number');
    assert.deepEqual([...stage.server.asked].sort(), ['blog', 'demo', 'docs']);

    await page.getByRole('button', { name: /Account/ }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await at(page, '/login');
    assert.equal(stage.server.rest.to('/logout').at(-1).csrf, 'csrf-1');
  });

  it('is told on each page of a website with simulated visitors, and of no other, that they are', async () => {
    stage.server.rest.websites = [
      { website_id: 'demo', domain: 'demo.simulated.example' },
      { website_id: 'shop', domain: 'shop.example' },
    ];
    stage.server.greetWith(busyFrame(0));
    const { page } = await stage.open({}, '/');
    await page.locator('.website').nth(1).waitFor();
    assert.deepEqual(await page.locator('.website-role').allTextContents(), ['simulated visitors', 'owner']);
    for (const [websiteId, times] of [['demo', 1], ['shop', 0]]) {
      for (const path of ['', '/live', '/settings']) {
        await page.goto(`${stage.server.origin}/${websiteId}${path}`);
        await page.locator('[data-fact="website"]', { hasText: '.example' }).waitFor();
        assert.equal(await page.getByText('These visitors are simulated').count(), times, `${websiteId}${path}`);
      }
    }
  });

  it('changes its password from its menu, by the one it has', async () => {
    const { page, complaints } = await stage.open({}, '/');
    await page.getByRole('button', { name: /Account/ }).click();
    await page.getByRole('link', { name: 'Change password' }).click();
    await at(page, '/account');
    const change = async (current, next, again) => {
      await page.getByLabel('Current password').fill(current);
      await page.getByLabel('New password', { exact: true }).fill(next);
      await page.getByLabel('New password again').fill(again);
      await page.keyboard.press('Enter');
    };
    await change('correct horse battery', 'battery staple', 'battery stable');
    await page.getByText('The new password is not the same both times.').waitFor();
    assert.equal(stage.server.rest.to('/me/password').length, 0);
    await change('guess', 'battery staple', 'battery staple');
    await page.getByText('current_password is not your password.').waitFor();
    await change('correct horse battery', 'battery staple', 'battery staple');
    await page.getByText('other sessions have ended').waitFor();
    assert.equal(stage.server.rest.password, 'battery staple');
    assert.equal(await page.getByLabel('Current password').inputValue(), '');
    assert.deepEqual(complaints, []);
  });

  it('while the server is away is told so, and helped by one press', async () => {
    stage.server.rest.failures.set('/api/me', { status: 503, error: 'unavailable', message: 'Accounts cannot be read now.' });
    const { page } = await stage.open({}, '/');
    await page.getByText('Accounts cannot be read now.').waitFor();
    stage.server.rest.failures.clear();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.website').first().waitFor();
  });

  it('sees what others named their websites and themselves as text', async () => {
    const { rest } = stage.server;
    rest.websites = HOSTILE.map((domain, place) => ({ website_id: `w${place}`, domain }));
    rest.user = { user_id: 'u1', email: HOSTILE[0], name: HOSTILE[1] };
    const { page, complaints } = await stage.open({}, '/');
    await page.locator('.website').nth(HOSTILE.length - 1).waitFor();
    await page.getByRole('button', { name: /Account/ }).click();
    assert.deepEqual(await foreignTo(page), { executed: 0, elements: 0, links: ['https://db-ip.com/'] });
    assert.deepEqual(complaints, []);
  });
});
