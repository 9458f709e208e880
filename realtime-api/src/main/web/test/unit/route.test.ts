import { describe, expect, it } from 'vitest';
import { livePath, nextPath, overviewPath, routeOf, settingsPath } from '../../src/app/route';

describe('an address', () => {
  it('of a website leads to its overview, its live page or its settings', () => {
    expect(routeOf('/example.org', '')).toEqual({ page: 'overview', websiteId: 'example.org' });
    expect(routeOf('/example.org/', '')).toEqual({ page: 'overview', websiteId: 'example.org' });
    expect(routeOf('/example.org/live', '')).toEqual({ page: 'live', websiteId: 'example.org' });
    expect(routeOf('/example.org/settings', '')).toEqual({ page: 'settings', websiteId: 'example.org', section: 'general' });
    expect(routeOf('/example.org/settings/goals', '')).toEqual({ page: 'settings', websiteId: 'example.org', section: 'goals' });
  });

  it('of the first live pages still leads to one', () => {
    expect(routeOf('/', '?website=demo')).toEqual({ page: 'live', websiteId: 'demo' });
    expect(routeOf('/', '?website=not%20an%20id')).toEqual({ page: 'websites' });
  });

  it('without a website leads to the list, or to who may come in', () => {
    expect(routeOf('/', '')).toEqual({ page: 'websites' });
    expect(routeOf('/login', '?next=%2Fdemo')).toEqual({ page: 'login' });
    expect(routeOf('/account', '')).toEqual({ page: 'account' });
    expect(routeOf('/setup', '')).toEqual({ page: 'setup' });
    expect(routeOf('/invite/T-1', '')).toEqual({ page: 'invite', token: 'T-1' });
    expect(routeOf('/share/L_1', '')).toEqual({ page: 'share', linkId: 'L_1' });
  });

  it('that means nothing says so', () => {
    for (const path of ['/not an id', '/%E0%A4%A', '/demo/else', '/demo/live/more', '/demo/settings/goals/1']) {
      expect(routeOf(path, '')).toEqual({ page: 'unknown' });
    }
  });

  it('is found again from what it leads to', () => {
    expect([overviewPath('a.b'), livePath('a.b'), settingsPath('a.b', 'goals')]).toEqual(['/a.b', '/a.b/live', '/a.b/settings/goals']);
  });
});

describe('the way on after signing in', () => {
  it('is a path of this page', () => {
    expect(nextPath('?next=%2Fdemo%2Flive')).toBe('/demo/live');
    expect(nextPath('')).toBe('/');
  });

  it('never leads to another host', () => {
    for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/\t/evil.example', '/a\\b', '']) {
      expect(nextPath(`?${new URLSearchParams({ next })}`), next).toBe('/');
    }
  });
});
