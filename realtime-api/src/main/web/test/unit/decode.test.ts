import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decode } from '../../src/live/decode';
import { replace, type LiveFrame } from '../../src/live/frames';

const wire = {
  type: 'snapshot',
  website_id: 'demo',
  version: 7,
  time: 1_800_000_030_000,
  active_users: 3,
  active_users_30m: 9,
  active_users_error: 0.016,
  pageviews_30m: 20,
  per_minute: [
    { minute: 1_800_000_000_000, pageviews: 2, events: 1, active_users: 2 },
    { minute: 1_799_999_940_000, pageviews: 5, events: 0, active_users: 4 },
  ],
  top_pages: [
    { page_path: '/b', pageviews: 4 },
    { page_path: '/a', pageviews: 9 },
  ],
  top_countries: [{ country: 'DE', pageviews: 3 }],
  top_sources: [{ traffic_source: 'direct', pageviews: 2 }],
  top_devices: [{ device_type: 'mobile', pageviews: 1 }],
  goals: [{ goal_id: 'g', conversions: 4 }],
  recent_hits: [
    { time: 1, event_type: 'pageview', page_path: '/old' },
    { time: 2, event_type: 'event', event_name: 'signup', country: null, city: 'Kyiv' },
  ],
  catching_up: false,
  lag_ms: 120,
};

function frameOf(fields: object): LiveFrame {
  const decoded = decode(JSON.stringify(fields));
  if (decoded.kind !== 'frame') throw new Error(decoded.detail);
  return decoded.frame;
}

function detailOf(text: string): string {
  const decoded = decode(text);
  return decoded.kind === 'unreadable' ? decoded.detail : 'was read';
}

/** The very bytes that the Java side is held to. */
const GOLDEN = new URL('../../../../../../protocol/src/test/resources/golden/live-frame-update.json', import.meta.url);

describe('a frame', () => {
  it('as the server writes it is read in full', () => {
    const decoded = decode(readFileSync(GOLDEN, 'utf8'));
    expect(decoded).toMatchObject({
      kind: 'frame',
      frame: {
        type: 'update',
        websiteId: 'shop.example',
        version: 1_795_262_400_001,
        activeUsers: 42,
        activeUsers30m: 180,
        activeUsersError: 0.016,
        pageviews30m: 1_234,
        perMinute: { pageviews: [40, 0], events: [3, 0], activeUsers: [25, 0] },
        topPages: [{ value: '/tea?"q"', pageviews: 12 }, { value: '/grüße', pageviews: 3 }],
        topCountries: [{ value: 'DE', pageviews: 9 }],
        topSources: [{ value: 'organic', pageviews: 7 }],
        topDevices: [{ value: 'mobile', pageviews: 5 }],
        recentHits: [{ eventType: 'event', eventName: 'signup', pagePath: '/tea', country: 'DE', city: 'Köln', browser: 'Firefox' }],
        catchingUp: true,
        lagMs: 250,
        sampled: false,
      },
    });
  });

  it('says that it is estimated from a share of visitors', () => {
    expect(frameOf(wire).sampled).toBe(false);
    expect(frameOf({ ...wire, sampled: true }).sampled).toBe(true);
  });

  it('turns its minutes into columns, oldest first', () => {
    expect(frameOf(wire).perMinute).toEqual({
      minute: [1_799_999_940_000, 1_800_000_000_000],
      pageviews: [5, 2],
      events: [0, 1],
      activeUsers: [4, 2],
    });
  });

  it('names the value of each list by its own key', () => {
    const frame = frameOf(wire);
    expect(frame.topPages.map((row) => row.value)).toEqual(['/a', '/b']);
    expect(frame.topCountries).toEqual([{ value: 'DE', pageviews: 3 }]);
    expect(frame.topSources).toEqual([{ value: 'direct', pageviews: 2 }]);
    expect(frame.topDevices).toEqual([{ value: 'mobile', pageviews: 1 }]);
  });

  it('names the goals that were met, none where the server knows none', () => {
    expect(frameOf(wire).goals).toEqual([{ goalId: 'g', conversions: 4 }]);
    expect(frameOf({ ...wire, goals: undefined }).goals).toEqual([]);
  });

  it('names the goals that were met with a hit, none where the server knows none', () => {
    const hits = (goals: unknown) => [{ time: 1, event_type: 'pageview', goals }];
    expect(frameOf({ ...wire, recent_hits: hits(['g', 'h']) }).recentHits[0]?.goals).toEqual(['g', 'h']);
    expect(frameOf(wire).recentHits[0]?.goals).toEqual([]);
    expect(detailOf(JSON.stringify({ ...wire, recent_hits: hits([7]) }))).toBe('goals must be an array of texts');
    expect(detailOf(JSON.stringify({ ...wire, recent_hits: hits('g') }))).toBe('goals must be an array of texts');
  });

  it('lists its recent hits newest first and takes an absent text as empty', () => {
    const [newest, oldest] = frameOf(wire).recentHits;
    expect(newest).toMatchObject({ eventName: 'signup', country: '', pagePath: '', city: 'Kyiv' });
    expect(oldest).toMatchObject({ pagePath: '/old' });
  });

  it('that cannot be read says which field is wrong', () => {
    expect(detailOf('{')).toMatch(/JSON/);
    expect(detailOf('[]')).toBe('frame must be an object');
    expect(detailOf(JSON.stringify({ ...wire, type: 'delta' }))).toContain('"delta"');
    expect(detailOf(JSON.stringify({ ...wire, active_users: '3' }))).toBe('active_users must be a number');
    expect(detailOf(JSON.stringify({ ...wire, top_pages: {} }))).toBe('top_pages must be an array');
    expect(detailOf(JSON.stringify({ ...wire, recent_hits: [7] }))).toBe('recent_hits[0] must be an object');
  });
});

describe('what is held', () => {
  const held = frameOf({ ...wire, version: 10 });

  it('gives way to an update of a higher version only', () => {
    const newer = frameOf({ ...wire, type: 'update', version: 11 });
    const same = frameOf({ ...wire, type: 'update', version: 10 });
    expect(replace(held, newer)).toBe(newer);
    expect(replace(held, same)).toBe(held);
  });

  it('gives way to any snapshot, also of a lower version', () => {
    const snapshot = frameOf({ ...wire, version: 1 });
    expect(replace(held, snapshot)).toBe(snapshot);
  });
});
