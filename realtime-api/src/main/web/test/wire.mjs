const MINUTE = 60_000;

/** A frame of DESIGN 3.4 in which nothing happened, with `changes` on top. */
export function frame(changes = {}) {
  const time = changes.time ?? Date.now();
  return {
    type: 'update',
    website_id: 'demo',
    version: time,
    time,
    active_users: 0,
    active_users_30m: 0,
    active_users_error: 0.016,
    pageviews_30m: 0,
    per_minute: minutes(time, () => ({})),
    top_pages: [],
    top_countries: [],
    top_sources: [],
    top_devices: [],
    recent_hits: [],
    catching_up: false,
    lag_ms: 180,
    ...changes,
  };
}

/** 30 minutes, oldest first, ending with the one of `time`; `fill(place)` for place 0 to 29. */
export function minutes(time, fill) {
  const last = time - (time % MINUTE);
  return Array.from({ length: 30 }, (_, place) => ({
    minute: last - (29 - place) * MINUTE,
    pageviews: 0,
    events: 0,
    active_users: 0,
    ...fill(place),
  }));
}

/** A busy shop's frame at `beat`, the same for the same beat and time; `scale` below 1 is a smaller shop's. */
export function busyFrame(beat, time = Date.now(), scale = 1) {
  const perMinute = minutes(time, (place) => {
    const wave = scale * (74 + 38 * Math.sin(place / 4.2) + 13 * Math.sin((place * 1.9) / scale) + 5 * Math.cos((place * 5.3) / scale));
    const pageviews = Math.round(place === 29 ? wave * 0.4 + beat : wave);
    return { pageviews, active_users: Math.round(pageviews * (0.52 + 0.07 * Math.sin(place))), events: place % 4 };
  });
  const pageviews = perMinute.reduce((sum, minute) => sum + minute.pageviews, 0);
  return frame({
    time,
    version: time + beat,
    active_users: Math.round(184 * scale) + beat * 3,
    active_users_30m: 742 + beat * 4,
    pageviews_30m: pageviews,
    per_minute: perMinute,
    top_pages: ranked('page_path', PAGES, pageviews * 0.92, 0.74),
    top_countries: ranked('country', COUNTRIES, pageviews * 0.95, 0.72),
    top_sources: ranked('traffic_source', ['organic', 'direct', 'social', 'referral', 'paid', 'email'], pageviews, 0.55),
    top_devices: ranked('device_type', ['mobile', 'desktop', 'tablet', 'tv', 'other'], pageviews, 0.4),
    recent_hits: Array.from({ length: 20 }, (_, age) => recentHit(beat * 2 - age, time - age * 1_700)),
  });
}

/** The same shop with goals: a signup meets one, a transaction the other. */
export function convertingFrame(beat, time = Date.now()) {
  const busy = busyFrame(beat, time);
  const goalOf = { event: ['g2'], transaction: ['g1'] };
  return {
    ...busy,
    goals: [{ goal_id: 'g2', conversions: 31 + beat }, { goal_id: 'g1', conversions: 12 }],
    recent_hits: busy.recent_hits.map((hit) => ({ ...hit, goals: goalOf[hit.event_type] ?? [] })),
  };
}

const PAGES = [
  '/', '/products/wool-socks', '/pricing', '/blog/how-we-count-visitors-without-cookies', '/checkout',
  '/products/rain-jacket', '/caf%C3%A9/menu', '/about', '/docs/getting-started/installation-on-linux', '/contact',
];
const COUNTRIES = ['DE', 'US', 'FR', 'GB', 'UA', 'JP', 'BR', 'IN', 'PL', ''];
const CITIES = ['Leipzig', 'Portland', 'Lyon', 'Leeds', 'Lviv', 'Osaka', 'Recife', 'Pune', 'Gdynia', ''];
const BROWSERS = ['Chrome', 'Safari', 'Firefox', 'Edge'];

/** Shares out `total` pageviews, each value getting `fall` of the one before. */
function ranked(key, values, total, fall) {
  const first = (total * (1 - fall)) / (1 - fall ** values.length);
  return values.map((value, rank) => ({ [key]: value, pageviews: Math.max(1, Math.round(first * fall ** rank)) }));
}

function recentHit(number, time) {
  const pick = (values, step) => values[(((number * step) % values.length) + values.length) % values.length];
  const type = number % 7 === 0 ? 'event' : number % 11 === 0 ? 'transaction' : 'pageview';
  return {
    time,
    event_type: type,
    event_name: type === 'event' ? 'newsletter_signup' : '',
    page_path: pick(PAGES, 3),
    country: pick(COUNTRIES, 7),
    city: pick(CITIES, 7),
    traffic_source: pick(['organic', 'direct', 'social', 'referral'], 3),
    device_type: pick(['mobile', 'desktop'], 1),
    browser: pick(BROWSERS, 3),
  };
}
