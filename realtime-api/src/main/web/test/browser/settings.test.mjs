import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foreignTo } from '../facts.mjs';
import { HOSTILE } from '../hostile.mjs';
import { Stage } from './stage.mjs';

describe('the settings', { timeout: 180_000 }, () => {
  const stage = new Stage();
  const changes = (ending) => stage.server.rest.to(ending).filter(({ method }) => method !== 'GET');
  const changed = (ending, count = 1) => stage.until(() => changes(ending), (all) => all.length === count, `a change of ${ending}`);

  it('of a website are shown as they are, and sent as what they are', async () => {
    const { page, complaints } = await stage.open({}, '/demo/settings/counting');
    await page.getByLabel('Share of visitors that is counted').fill('0.25');
    await page.getByLabel('Days that hits are kept').fill('');
    await page.getByLabel('Leave robots out of the numbers').uncheck();
    await page.getByLabel('Hostnames that may send').fill('shop.example\n\nwww.shop.example');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved').waitFor();
    const [change] = changes('/websites/demo');
    assert.equal(change.csrf, 'csrf-1');
    assert.deepEqual(change.body, {
      bot_filtering_enabled: false,
      ip_anonymization_enabled: true,
      sampling_rate: 0.25,
      retention_days: null,
      hits_per_second: null,
      allowed_hostnames: ['shop.example', 'www.shop.example'],
    });

    await page.getByRole('link', { name: 'General' }).click();
    await page.getByLabel('Domain').fill('new.example');
    await page.getByRole('button', { name: 'Save' }).click();
    await stage.seen(page, (facts) => facts.website === 'new.example', 'the new name at the top');
    assert.deepEqual(complaints, []);
  });

  it('refused by the server say why, and keep what was typed', async () => {
    stage.server.rest.failures.set('/goals', { status: 400, error: 'bad_pattern', message: 'pattern is no regular expression: Unclosed group.' });
    const { page } = await stage.open({}, '/demo/settings/goals');
    await page.getByText('pattern is no regular expression').waitFor();
    await page.getByRole('button', { name: 'Add goal' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Odd');
    await page.getByLabel('Path or event name').fill('(');
    await page.locator('form').getByRole('button', { name: 'Add goal' }).click();
    await page.locator('form').getByRole('alert').getByText('Unclosed group').waitFor();
    assert.equal(await page.getByLabel('Path or event name').inputValue(), '(');
  });

  it('hold goals: added with what their kind asks for, changed, and removed at the second press', async () => {
    const { page } = await stage.open({}, '/demo/settings/goals');
    await page.getByRole('button', { name: 'Add goal' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Five pages');
    await page.getByLabel('It is met when').selectOption('pages_per_session');
    assert.equal(await page.getByLabel('Path or event name').count(), 0);
    await page.getByLabel('At least').fill('5');
    await page.locator('form').getByRole('button', { name: 'Add goal' }).click();
    const [added] = await changed('/goals');
    assert.deepEqual(added.body, {
      name: 'Five pages',
      goal_type: 'pages_per_session',
      match_type: null,
      pattern: null,
      threshold: 5,
      value: null,
      is_active: true,
    });
    await page.getByRole('cell', { name: '5 pages or more' }).waitFor();

    await page.getByRole('button', { name: 'Change Order' }).click();
    assert.equal(await page.getByLabel('Path or event name').inputValue(), '/thank-you');
    await page.getByLabel('Worth').fill('12.5');

    await page.getByRole('button', { name: 'Remove Long visit' }).click();
    assert.equal(changes('/goals/g3').length, 0);
    await page.getByRole('button', { name: 'Really remove Long visit' }).click();
    const [removed] = await changed('/goals/g3');
    assert.equal(removed.method, 'DELETE');
    await page.getByRole('cell', { name: 'Long visit', exact: true }).waitFor({ state: 'detached' });

    // The form that was open beside it is still there, with what was typed.
    await page.getByRole('button', { name: 'Save' }).click();
    const [change] = await changed('/goals/g1');
    assert.deepEqual([change.method, change.body.value, change.body.pattern], ['PATCH', 12.5, '/thank-you']);
    await page.getByRole('cell', { name: '12.5', exact: true }).waitFor();
  });

  it('have the focus in a form as soon as it is there, and so take no key from another field', async () => {
    const { page } = await stage.open({}, '/demo/settings/goals');
    const change = page.getByRole('button', { name: 'Change Order' });
    await change.waitFor();
    await page.evaluate(() => {
      const observer = new MutationObserver(() => {
        if (document.querySelector('form') === null) return;
        observer.disconnect();
        globalThis.focusedAtFirst = document.activeElement?.getAttribute('name') ?? null;
      });
      observer.observe(document.body, { childList: true, subtree: true });
    });
    await change.click();
    await page.locator('form').waitFor();
    assert.equal(await page.evaluate(() => globalThis.focusedAtFirst), 'name');
  });

  it('keep what is typed about one goal while another is removed', async () => {
    const { page } = await stage.open({}, '/demo/settings/goals');
    await page.getByRole('button', { name: 'Change Order' }).click();
    await page.getByLabel('Worth').fill('12.5');
    await page.getByRole('button', { name: 'Remove Long visit' }).click();
    await page.getByRole('button', { name: 'Really remove Long visit' }).click();
    await page.getByRole('cell', { name: 'Long visit', exact: true }).waitFor({ state: 'detached' });
    assert.equal(await page.getByLabel('Worth').inputValue(), '12.5');
  });

  it('hold funnels of several steps', async () => {
    const { page } = await stage.open({}, '/demo/settings/funnels');
    await page.getByRole('button', { name: 'Change Checkout' }).click();
    await page.getByRole('button', { name: 'Add a step' }).click();
    await page.getByLabel('What happens').last().selectOption('event');
    await page.getByLabel('Path or event name').last().fill('paid');
    await page.getByRole('button', { name: 'Remove step 2' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    const [change] = await changed('/funnels/f1');
    assert.deepEqual(change.body.steps, [
      { name: '/products/', step_type: 'destination', match_type: 'begins_with', pattern: '/products/' },
      { name: '/thank-you', step_type: 'destination', match_type: 'equals', pattern: '/thank-you' },
      { name: 'paid', step_type: 'event', match_type: 'equals', pattern: 'paid' },
    ]);
  });

  it('offer only the numbers of custom dimensions that are free', async () => {
    const { page } = await stage.open({}, '/demo/settings/custom');
    await page.getByRole('button', { name: 'Add dimension' }).click();
    const numbers = await page.getByLabel('Number').locator('option').allTextContents();
    assert.deepEqual([numbers.length, numbers[0]], [19, '2']);
    await page.getByLabel('Name', { exact: true }).fill('Language');
    await page.locator('form').getByRole('button', { name: 'Add dimension' }).click();
    assert.deepEqual((await changed('/custom_dimensions'))[0].body, { index: 2, name: 'Language', scope: 'hit', is_active: true });
  });

  it('show a new API key once', async () => {
    const { page } = await stage.open({}, '/demo/settings/api-keys');
    await page.getByRole('button', { name: 'Add key' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Warehouse');
    await page.getByLabel('live:read').check();
    await page.locator('form').getByRole('button', { name: 'Add key' }).click();
    await page.getByText('ffk_only_told_once').waitFor();
    await page.getByText('it will not be shown again').waitFor();
    assert.deepEqual((await changed('/api_keys'))[0].body, { name: 'Warehouse', scopes: ['stats:read', 'live:read'] });
    await page.reload();
    await page.getByRole('cell', { name: 'Warehouse', exact: true }).waitFor();
    assert.equal(await page.getByText('ffk_only_told_once').count(), 0);
  });

  it('make invite links, change roles and withdraw shared links', async () => {
    const { page } = await stage.open({}, '/demo/settings/members');
    await page.getByRole('button', { name: 'Add invite' }).click();
    await page.getByLabel('Role').selectOption('editor');
    await page.locator('form').getByRole('button', { name: 'Add invite' }).click();
    await page.getByText(`${stage.server.origin}/invite/invite-1`).waitFor();
    assert.deepEqual((await changed('/invites'))[0].body, { role: 'editor' });

    await page.getByRole('button', { name: 'Change grace@example.org' }).click();
    await page.locator('form').getByLabel('Role').selectOption('viewer');
    await page.getByRole('button', { name: 'Save' }).click();
    assert.deepEqual((await changed('/members/u2'))[0].body, { role: 'viewer' });

    await page.getByRole('link', { name: 'Shared links' }).click();
    await page.getByRole('button', { name: 'Withdraw For the board' }).click();
    await page.getByRole('button', { name: 'Really withdraw For the board' }).click();
    assert.equal((await changed('/shared_links/s1-public-link'))[0].method, 'DELETE');
    await page.getByText('Nothing is shared.').waitFor();
  });

  it('tell who changed what', async () => {
    const { page } = await stage.open({}, '/demo/settings/audit');
    await page.getByRole('cell', { name: 'goal added Order' }).waitFor();
    await page.getByRole('cell', { name: 'retention_days: 365' }).waitFor();
  });

  it('go back to the oldest change, page by page, and lose none', async () => {
    const [entry] = stage.server.rest.lists.audit;
    stage.server.rest.lists.audit = Array.from({ length: 120 }, (_, place) => ({ ...entry, entry_id: 120 - place, subject: `Goal ${120 - place}` }));
    const { page } = await stage.open({}, '/demo/settings/audit');
    const rows = page.locator('[data-fact="audit"] tbody tr');
    const more = page.getByRole('button', { name: 'Show older' });
    for (const count of [50, 100]) {
      await stage.until(() => rows.count(), (now) => now === count, `${count} entries`);
      await more.click();
    }
    await stage.until(() => rows.count(), (now) => now === 120, 'all entries');
    assert.equal(await more.count(), 0);
    assert.match(await rows.last().textContent(), /goal added Goal 1pattern/);
    assert.deepEqual(stage.server.rest.to('/audit').map(({ query }) => query.get('before')), [null, '71', '21']);
  });

  it('delete a website only for who types its name', async () => {
    const { page } = await stage.open({}, '/demo/settings/delete');
    const end = page.getByRole('button', { name: 'Delete shop.example' });
    await end.waitFor();
    assert.equal(await end.isDisabled(), true);
    await page.getByLabel('Type shop.example to confirm').fill('shop.example');
    await end.click();
    await page.waitForURL(`${stage.server.origin}/`);
    assert.deepEqual(await page.locator('.website-link').allTextContents(), ['blog.example', 'docs.example.org']);
  });

  it('show each role what it may change', async () => {
    for (const [role, first, count] of [['editor', 'Tracking', 6], ['admin', 'General', 12], ['owner', 'General', 13]]) {
      stage.server.rest.role = role;
      const { page } = await stage.open({}, '/demo/settings');
      const links = page.getByRole('navigation', { name: 'Settings' }).getByRole('link');
      await links.first().waitFor();
      assert.deepEqual([(await links.allTextContents())[0], await links.count()], [first, count], role);
    }
  });

  it('show what was typed by others as text', async () => {
    const { lists } = stage.server.rest;
    lists.goals = HOSTILE.map((text, place) => ({ ...lists.goals[0], goal_id: `h${place}`, name: text, pattern: text }));
    lists.properties = HOSTILE.map((text, place) => ({ property_id: `h${place}`, name: text, value: text }));
    lists.members = HOSTILE.map((text, place) => ({ user_id: `h${place}`, name: text, email: text, role: 'viewer' }));
    lists.shared_links = HOSTILE.map((text) => ({ link_id: text, name: text, has_password: false }));
    lists.audit = HOSTILE.map((text, place) => ({ entry_id: place, at: text, actor: text, action: text, subject: text, detail: { [text]: text } }));
    lists.funnels = HOSTILE.map((text, place) => ({ ...lists.funnels[0], funnel_id: `h${place}`, name: text }));
    for (const section of ['goals', 'properties', 'members', 'shared-links', 'audit', 'funnels']) {
      const { page, complaints } = await stage.open({}, `/demo/settings/${section}`);
      await page.locator(section === 'funnels' ? '.funnels > li' : '.items tbody tr').nth(HOSTILE.length - 1).waitFor();
      assert.deepEqual(await foreignTo(page), { executed: 0, elements: 0, links: ['https://db-ip.com/'] }, section);
      assert.deepEqual(complaints, [], section);
    }
  });
});
