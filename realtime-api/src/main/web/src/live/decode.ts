import type { GoalRow, LiveFrame, LiveState, MinuteColumns, RecentHit, TopRow } from './frames';

export type Decoded =
  | { readonly kind: 'frame'; readonly frame: LiveFrame }
  | { readonly kind: 'unreadable'; readonly detail: string };

type Fields = Readonly<Record<string, unknown>>;

/** Reads one text message of the live feed. Never throws: what is wrong with it is in `detail`. */
export function decode(text: string): Decoded {
  try {
    return { kind: 'frame', frame: frameOf(fieldsOf(JSON.parse(text), 'frame')) };
  } catch (problem) {
    const detail = problem instanceof Error ? problem.message : String(problem);
    return { kind: 'unreadable', detail };
  }
}

function frameOf(fields: Fields): LiveFrame {
  const type = fields['type'];
  if (type !== 'snapshot' && type !== 'update') {
    throw new Error(`type must be "snapshot" or "update", was ${JSON.stringify(type)}`);
  }
  return { type, ...stateOf(fields) };
}

function stateOf(fields: Fields): LiveState {
  return {
    websiteId: text(fields, 'website_id'),
    version: number(fields, 'version'),
    time: number(fields, 'time'),
    activeUsers: number(fields, 'active_users'),
    activeUsers30m: number(fields, 'active_users_30m'),
    activeUsersError: number(fields, 'active_users_error'),
    pageviews30m: number(fields, 'pageviews_30m'),
    perMinute: columnsOf(list(fields, 'per_minute')),
    topPages: topOf(fields, 'top_pages', 'page_path'),
    topCountries: topOf(fields, 'top_countries', 'country'),
    topSources: topOf(fields, 'top_sources', 'traffic_source'),
    topDevices: topOf(fields, 'top_devices', 'device_type'),
    goals: goalsOf(fields),
    recentHits: list(fields, 'recent_hits').map(recentHitOf).sort((a, b) => b.time - a.time),
    catchingUp: fields['catching_up'] === true,
    lagMs: number(fields, 'lag_ms'),
    sampled: fields['sampled'] === true,
  };
}

function columnsOf(minutes: readonly Fields[]): MinuteColumns {
  const ascending = [...minutes].sort((a, b) => number(a, 'minute') - number(b, 'minute'));
  const column = (key: string) => ascending.map((minute) => number(minute, key));
  return {
    minute: column('minute'),
    pageviews: column('pageviews'),
    events: column('events'),
    activeUsers: column('active_users'),
  };
}

function topOf(fields: Fields, key: string, valueKey: string): TopRow[] {
  return list(fields, key)
    .map((row) => ({ value: optionalText(row, valueKey), pageviews: number(row, 'pageviews') }))
    .sort((a, b) => b.pageviews - a.pageviews);
}

/** A server from before goals sends none. */
function goalsOf(fields: Fields): GoalRow[] {
  return fields['goals'] === undefined
    ? []
    : list(fields, 'goals').map((row) => ({ goalId: text(row, 'goal_id'), conversions: number(row, 'conversions') }));
}

function recentHitOf(hit: Fields): RecentHit {
  return {
    time: number(hit, 'time'),
    eventType: text(hit, 'event_type'),
    eventName: optionalText(hit, 'event_name'),
    pagePath: optionalText(hit, 'page_path'),
    country: optionalText(hit, 'country'),
    city: optionalText(hit, 'city'),
    trafficSource: optionalText(hit, 'traffic_source'),
    deviceType: optionalText(hit, 'device_type'),
    browser: optionalText(hit, 'browser'),
    goals: hit['goals'] === undefined ? [] : texts(hit, 'goals'),
  };
}

function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${what} must be an object`);
  }
  return value as Fields;
}

function list(fields: Fields, key: string): Fields[] {
  const value = fields[key];
  if (!Array.isArray(value)) throw new Error(`${key} must be an array`);
  return value.map((item: unknown, index) => fieldsOf(item, `${key}[${index}]`));
}

function texts(fields: Fields, key: string): string[] {
  const value = fields[key];
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) throw new Error(`${key} must be an array of texts`);
  return value;
}

function number(fields: Fields, key: string): number {
  const value = fields[key];
  if (typeof value !== 'number') throw new Error(`${key} must be a number`);
  return value;
}

function text(fields: Fields, key: string): string {
  const value = fields[key];
  if (typeof value !== 'string') throw new Error(`${key} must be text`);
  return value;
}

function optionalText(fields: Fields, key: string): string {
  return fields[key] === undefined || fields[key] === null ? '' : text(fields, key);
}
