// Stats as the server answers them, with a shop's numbers: the same for the same question and day.

const DAY = 86_400_000;
const SHARES = new Set(['bounce_rate', 'conversion_rate']);
const AVERAGES = { pageviews_per_session: 2.84, session_duration: 151, bounce_rate: 0.42, conversion_rate: 0.031 };
const FACTORS = { visitors: 1, sessions: 1.28, pageviews: 3.6, events: 0.34, transactions: 0.04, revenue: 2.31 };
const MONTHS = { month: 1, '6mo': 6, '12mo': 12 };
const DAYS = { day: 1, '7d': 7, '30d': 30 };

export const VALUES = {
  page_path: ['/', '/products/wool-socks', '/pricing', '/blog/how-we-count-visitors-without-cookies', '/checkout', '/products/rain-jacket', '/caf%C3%A9/menu', '/about', '/docs/getting-started/installation-on-linux', '/contact', '/blog', '/products/scarf', '/products/boots', '/faq'],
  source: ['organic', 'direct', 'social', 'referral', 'paid', 'email'],
  medium: ['organic', 'none', 'social', 'referral', 'cpc', 'email'],
  campaign: ['', 'winter-sale', 'black-friday', 'newsletter-46', 'welcome-series'],
  country: ['DE', 'US', 'FR', 'GB', 'UA', 'JP', 'BR', 'IN', 'PL', 'NL', 'CA', 'AU', 'ES', 'IT', 'SE', 'KR', 'MX', 'ZA', 'SG', ''],
  region: ['Saxony', 'Oregon', 'Bavaria', 'Île-de-France', 'England', 'Lviv Oblast', 'Osaka', 'Pernambuco'],
  city: ['Leipzig', 'Portland', 'Lyon', 'Leeds', 'Lviv', 'Osaka', 'Recife', 'Pune', 'Gdynia', 'Utrecht', 'Toronto'],
  device_type: ['mobile', 'desktop', 'tablet', 'tv'],
  browser: ['Chrome', 'Safari', 'Firefox', 'Edge', 'Samsung Internet', 'Opera'],
  os: ['Android', 'Windows', 'iOS', 'Mac OS X', 'Linux'],
  event_name: ['newsletter_signup', 'add_to_cart', 'outbound_link', 'file_download', 'video_play'],
  prop_name: ['plan', 'coupon'],
  'prop:plan': ['free', 'starter', 'team'],
  // The first as in `listsOfAShop`, and one that was deleted since.
  goal: ['g1', '5f0c7e52-6a8e-4f55-9d3f-0c6a3b1d7e10'],
  custom_dimension_1: ['guest', 'customer', 'member'],
};
VALUES.entry_page = VALUES.page_path;
VALUES.exit_page = VALUES.page_path.toReversed();

/**
 * The answer to `/api/stats/{website_id}/{kind}`.
 *
 * @param shop `values` by dimension, in the order of their rank; `scale`, how busy it is; `lists`, its funnels; `now()`, its clock
 */
export function statsAnswer(websiteId, kind, query, shop, id) {
  const now = shop.now();
  const { from, to } = rangeOf(query, now);
  const scale = JSON.parse(query.get('filters') ?? '[]').reduce((size) => size * 0.31, shop.scale);
  const metrics = (query.get('metrics') ?? 'visitors').split(',');
  const shared = { website_id: websiteId, from, to, time_zone: 'UTC', currency: 'EUR', sampled: false };
  const compared = (query.get('compare') ?? 'none') !== 'none';
  if (kind === 'aggregate') return { ...shared, ...untilOf(from, to, compared, now), metrics: aggregated(metrics, from, to, scale, compared, now) };
  if (kind === 'timeseries') return { ...shared, ...seriesOf(metrics, query.get('interval'), from, to, scale, compared, now) };
  if (kind === 'breakdown') return { ...shared, ...breakdownOf(metrics, query, from, to, scale, compared, now, shop.values) };
  if (kind === 'funnels') return { ...shared, ...funnelOf(shop.lists.funnels.find((one) => one.funnel_id === id), from, to, scale, now) };
  return null;
}

/** Of each step 38 of a hundred sessions go on. */
function funnelOf({ funnel_id, name, steps }, from, to, scale, now) {
  const total = sum(daysFrom(Date.parse(from), Date.parse(to)).map((day) => visitorsOn(day, now))) * scale;
  const sessions = steps.map((_, place) => Math.round(total * 0.4 * 0.38 ** place));
  return {
    funnel_id,
    name,
    steps: steps.map((step, place) => ({
      name: step.name,
      sessions: sessions[place],
      visitors: Math.round(sessions[place] * 0.9),
      drop_off: place === 0 ? 0 : sessions[place - 1] - sessions[place],
      rate: sessions[0] === 0 ? null : sessions[place] / sessions[0],
    })),
  };
}

/** The first and last day that a question is about. */
export function rangeOf(query, now) {
  const period = query.get('period');
  if (period === 'custom') return { from: query.get('from'), to: query.get('to') };
  const last = query.get('date') ?? dayOf(now);
  if (period in DAYS) return { from: dayOf(Date.parse(last) - (DAYS[period] - 1) * DAY), to: last };
  const end = new Date(`${last}T00:00:00Z`);
  const from = dayOf(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1 - MONTHS[period], 1));
  return { from, to: dayOf(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)) };
}

/** Of days that are not over, as much of those before counts. */
function untilOf(from, to, compared, now) {
  if (!compared || dayOf(now) < from || dayOf(now) > to) return {};
  const span = Date.parse(to) - Date.parse(from) + DAY;
  return { compared_until: `${new Date(now - span).toISOString().slice(0, 19)}Z` };
}

function aggregated(metrics, from, to, scale, compared, now) {
  const span = Date.parse(to) - Date.parse(from) + DAY;
  const total = (start, end, until) => sum(daysFrom(start, end).map((day) => visitorsOn(day, until))) * scale;
  const value = total(Date.parse(from), Date.parse(to), now);
  const previous = total(Date.parse(from) - span, Date.parse(to) - span, now - span);
  return Object.fromEntries(
    metrics.map((metric) => [
      metric,
      { value: metricOf(metric, value, 1), ...(compared ? { previous: metricOf(metric, previous, 0.94) } : {}) },
    ]),
  );
}

function seriesOf(metrics, interval, from, to, scale, compared, now) {
  const starts = startsOf(interval, Date.parse(from), Date.parse(to) + DAY);
  const span = Date.parse(to) - Date.parse(from) + DAY;
  const point = (start, shift) => {
    const visitors = visitorsFrom(start - shift, lengthOf(interval, start), now) * scale;
    const values = metrics.map((metric) => [metric, metricOf(metric, visitors, 1 + 0.06 * Math.sin(start / DAY))]);
    return { time: `${new Date(start - shift).toISOString().slice(0, 19)}+00:00`, ...Object.fromEntries(values) };
  };
  return {
    interval,
    points: starts.map((start) => point(start, 0)),
    ...(compared ? { previous: starts.map((start) => point(start, span)) } : {}),
  };
}

function breakdownOf(metrics, query, from, to, scale, compared, now, values) {
  const dimension = query.get('dimension');
  const [limit, page] = [Number(query.get('limit') ?? 100), Number(query.get('page') ?? 1)];
  const contains = JSON.parse(query.get('filters') ?? '[]').filter(([operator, about]) => operator === 'contains' && about === dimension);
  const all = (values[dimension] ?? []).filter((value) => contains.every(([, , parts]) => parts.some((part) => value.includes(part))));
  const total = sum(daysFrom(Date.parse(from), Date.parse(to)).map((day) => visitorsOn(day, now))) * scale;
  const first = total * (dimension === 'goal' ? 0.031 : 0.34);
  const rows = all.map((value, rank) => {
    const visitors = Math.max(1, first * 0.72 ** rank);
    const figures = (size, tilt) => Object.fromEntries(metrics.map((metric) => [metric, metricOf(metric, visitors * size, tilt)]));
    const tilt = 1 + 0.3 * Math.sin(rank * 2);
    return { value, ...figures(1, tilt), ...(compared ? { previous: figures(0.9, tilt) } : {}) };
  });
  return { dimension, rows: rows.slice((page - 1) * limit, page * limit), page, has_more: all.length > page * limit };
}

/** A metric of so many visitors; averages do not grow with them, but differ by `tilt`. */
function metricOf(metric, visitors, tilt) {
  if (metric in FACTORS) {
    const value = visitors * FACTORS[metric];
    return metric === 'revenue' ? value.toFixed(4) : Math.round(value);
  }
  if (visitors === 0) return null;
  const value = AVERAGES[metric] * tilt;
  return SHARES.has(metric) ? Math.min(1, value) : value;
}

function visitorsFrom(start, length, now) {
  if (length >= DAY) return sum(daysFrom(start, start + length - DAY).map((day) => visitorsOn(day, now)));
  const hour = new Date(start).getUTCHours();
  return start > now ? 0 : (visitorsOn(start - (start % DAY), Infinity) / 24) * (1 + 0.8 * Math.sin((hour - 9) / 3.8));
}

/** A shop that grows, sleeps on Sundays, and had one good day. */
function visitorsOn(day, now) {
  const number = Math.floor(day / DAY);
  if (day > now) return 0;
  const week = 1 + 0.16 * Math.sin(((number % 7) / 7) * 2 * Math.PI) + 0.05 * Math.sin(number * 1.7);
  const growth = 1 + ((number % 4_000) - 2_600) / 3_000;
  const peak = number % 30 === 4 ? 1.7 : 1;
  const passed = Math.min(1, (now - day) / DAY);
  return 820 * week * growth * peak * passed;
}

function startsOf(interval, from, end) {
  const starts = [];
  for (let at = from; at < end; at += lengthOf(interval, at)) starts.push(at);
  return starts;
}

function lengthOf(interval, start) {
  if (interval === 'hour') return DAY / 24;
  if (interval === 'week') return 7 * DAY;
  if (interval === 'day') return DAY;
  const date = new Date(start);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) - start;
}

function daysFrom(start, end) {
  return Array.from({ length: Math.round((end - start) / DAY) + 1 }, (_, at) => start + at * DAY);
}

function dayOf(time) {
  return new Date(time).toISOString().slice(0, 10);
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}
