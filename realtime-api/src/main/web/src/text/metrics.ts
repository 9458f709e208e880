import type { Metric, MetricValue } from '../api/stats';
import { count, percent } from './numbers';

export const METRIC_LABELS: Readonly<Record<Metric, string>> = {
  visitors: 'Visitors',
  sessions: 'Sessions',
  pageviews: 'Pageviews',
  pageviews_per_session: 'Pageviews per session',
  bounce_rate: 'Bounce rate',
  session_duration: 'Session duration',
  events: 'Events',
  transactions: 'Transactions',
  revenue: 'Revenue',
  conversion_rate: 'Conversion rate',
};

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 2 });
const oneDigit = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 2 });

/** A metric's value as a reader wants it: "12,345", "2.4", "41 %", "2 min 31 s", "€1,204.50"; a dash for none. */
export function metricText(metric: Metric, value: MetricValue | undefined, currency: string): string {
  if (value === null || value === undefined) return '–';
  switch (metric) {
    case 'visitors':
    case 'sessions':
    case 'pageviews':
    case 'events':
    case 'transactions':
      return value >= 10_000_000 ? compact.format(value) : count(value);
    case 'pageviews_per_session':
      return oneDigit.format(value);
    case 'bounce_rate':
    case 'conversion_rate':
      return percent(value);
    case 'session_duration':
      return durationText(value);
    case 'revenue':
      return money(value, currency);
  }
}

/** 151 seconds as "2 min 31 s". */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`;
}

export interface Change {
  /** "12 %", "3 points" where the metric itself is a share; empty for none. */
  readonly text: string;
  readonly direction: 'up' | 'down' | 'same';
  /** Whether a site owner is glad of it. */
  readonly good: boolean;
}

/** How a metric moved; null where there is nothing to compare with. */
export function changeOf(metric: Metric, value: MetricValue, previous: MetricValue | undefined): Change | null {
  if (value === null || previous === null || previous === undefined) return null;
  const share = metric === 'bounce_rate' || metric === 'conversion_rate';
  if (!share && previous === 0) return value === 0 ? { text: '0 %', direction: 'same', good: true } : null;
  const by = share ? (value - previous) * 100 : ((value - previous) / Math.abs(previous)) * 100;
  const size = Math.abs(by);
  const rounded = size < 9.95 ? Math.round(size * 10) / 10 : Math.round(size);
  const direction = rounded === 0 ? 'same' : by > 0 ? 'up' : 'down';
  return {
    text: share ? `${rounded} pt` : `${rounded < 10 ? rounded : count(rounded)} %`,
    direction,
    good: metric === 'bounce_rate' ? direction !== 'up' : direction !== 'down',
  };
}

function money(value: number, currency: string): string {
  // Else as many digits as the currency has: yen none, dinars three.
  const digits = value >= 100_000 ? { maximumFractionDigits: 0, minimumFractionDigits: 0 } : {};
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency, ...digits }).format(value);
  } catch {
    // A currency this browser has never heard of.
    return `${count(value)} ${currency}`.trim();
  }
}
