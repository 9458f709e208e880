import { api, read } from './client';

export const METRICS = [
  'visitors',
  'sessions',
  'pageviews',
  'pageviews_per_session',
  'bounce_rate',
  'session_duration',
  'events',
  'transactions',
  'revenue',
  'conversion_rate',
] as const;
export type Metric = (typeof METRICS)[number];

export const PERIODS = ['day', '7d', '30d', 'month', '6mo', '12mo', 'custom'] as const;
export type Period = (typeof PERIODS)[number];

export const INTERVALS = ['hour', 'day', 'week', 'month'] as const;
export type Interval = (typeof INTERVALS)[number];

export const COMPARISONS = ['previous_period', 'previous_year', 'none'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export const OPERATORS = ['is', 'is_not', 'contains', 'does_not_contain'] as const;
export type Operator = (typeof OPERATORS)[number];

/** `page_path`, `country`, ..., `custom_dimension_1` to `_20`, or `prop:NAME`. */
export type Dimension = string;

/** With several values, one of them is enough. */
export interface Filter {
  readonly operator: Operator;
  readonly dimension: Dimension;
  readonly values: readonly string[];
}

/** Which hits are asked about. Dates are `YYYY-MM-DD` in the website's time zone, both inclusive. */
export interface Span {
  readonly period: Period;
  readonly date?: string;
  readonly from?: string;
  readonly to?: string;
  readonly filters: readonly Filter[];
}

/**
 * Shares (`bounce_rate`, `conversion_rate`) are 0 to 1, durations seconds, revenue in the website's
 * currency; null for a mean over no sessions.
 */
export type MetricValue = number | null;

export interface Compared {
  readonly value: MetricValue;
  readonly previous?: MetricValue;
}

interface Answered {
  readonly website_id: string;
  readonly from: string;
  readonly to: string;
  readonly time_zone: string;
  readonly currency: string;
  /** Estimates: some of what was counted stands for visitors who were not. */
  readonly sampled: boolean;
}

export interface Aggregate extends Answered {
  /** RFC 3339, where the days are not over: how much of those compared counts. */
  readonly compared_until?: string;
  readonly metrics: Readonly<Partial<Record<Metric, Compared>>>;
}

/** Values of the asked metrics at an RFC 3339 time. */
export type Point = { readonly time: string } & Readonly<Partial<Record<Metric, MetricValue>>>;

export interface Timeseries extends Answered {
  readonly interval: Interval;
  readonly points: readonly Point[];
  readonly previous?: readonly Point[];
}

/** One value of the dimension, from visitors' data: text, never markup. */
export type BreakdownRow = { readonly value: string; readonly previous?: Figures } & Figures;

type Figures = Readonly<Partial<Record<Metric, MetricValue>>>;

export interface Breakdown extends Answered {
  readonly dimension: Dimension;
  readonly rows: readonly BreakdownRow[];
  readonly page: number;
  readonly has_more: boolean;
}

export async function aggregate(
  websiteId: string,
  span: Span,
  compare: Comparison,
  metrics: readonly Metric[],
  signal?: AbortSignal,
): Promise<Aggregate> {
  const query = queryOf(span, { metrics: metrics.join(','), compare });
  const answer = await read<Aggregate>(`${api`stats/${websiteId}/aggregate`}?${query}`, signal);
  const { revenue } = answer.metrics;
  if (revenue === undefined) return answer;
  return { ...answer, metrics: { ...answer.metrics, revenue: { value: amount(revenue.value), previous: amount(revenue.previous) } } };
}

export async function timeseries(
  websiteId: string,
  span: Span,
  compare: Comparison,
  metric: Metric,
  interval: Interval,
  signal?: AbortSignal,
): Promise<Timeseries> {
  const query = queryOf(span, { metrics: metric, compare, interval });
  const answer = await read<Timeseries>(`${api`stats/${websiteId}/timeseries`}?${query}`, signal);
  return { ...answer, points: answer.points.map(withAmounts), ...(answer.previous === undefined ? {} : { previous: answer.previous.map(withAmounts) }) };
}

export interface BreakdownQuestion {
  readonly dimension: Dimension;
  readonly metrics: readonly Metric[];
  readonly limit: number;
  readonly page: number;
  /** Without it rows are compared with nothing. */
  readonly compare?: Comparison;
}

export async function breakdown(
  websiteId: string,
  span: Span,
  question: BreakdownQuestion,
  signal?: AbortSignal,
): Promise<Breakdown> {
  const answer = await read<Breakdown>(`${api`stats/${websiteId}/breakdown`}?${breakdownQuery(span, question)}`, signal);
  return { ...answer, rows: answer.rows.map((row) => withAmounts(row.previous === undefined ? row : { ...row, previous: withAmounts(row.previous) })) };
}

/** Where the same breakdown is to be had as CSV, up to 1,000 rows. */
export function breakdownCsv(websiteId: string, span: Span, dimension: Dimension, metrics: readonly Metric[]): string {
  const query = breakdownQuery(span, { dimension, metrics, limit: 1_000, page: 1 });
  return `${api`stats/${websiteId}/breakdown`}?${query}&format=csv`;
}

export function timeseriesCsv(websiteId: string, span: Span, interval: Interval): string {
  return `${api`stats/${websiteId}/timeseries`}?${queryOf(span, { metrics: METRICS.join(','), interval })}&format=csv`;
}

export interface FunnelStepReached {
  readonly name: string;
  readonly sessions: number;
  readonly visitors: number;
  /** Sessions that reached the step before and not this one. */
  readonly drop_off: number;
  /** Share of the sessions that reached the first step, 0 to 1; null where none did. */
  readonly rate: number | null;
}

export interface FunnelReport extends Answered {
  readonly funnel_id: string;
  readonly steps: readonly FunnelStepReached[];
}

export function funnelReport(websiteId: string, span: Span, funnelId: string, signal?: AbortSignal): Promise<FunnelReport> {
  return read(`${api`stats/${websiteId}/funnels/${funnelId}`}?${queryOf(span, {})}`, signal);
}

/** Money comes as text with four decimals; a number is exact enough to be shown. */
function amount(value: unknown): MetricValue {
  return value === null || value === undefined ? null : Number(value);
}

function withAmounts<Row extends { readonly revenue?: MetricValue }>(row: Row): Row {
  return row.revenue === undefined ? row : { ...row, revenue: amount(row.revenue) };
}

function breakdownQuery(span: Span, { dimension, metrics, limit, page, compare }: BreakdownQuestion): URLSearchParams {
  const numbers = { dimension, metrics: metrics.join(','), limit: String(limit), page: String(page) };
  return queryOf(span, compare === undefined ? numbers : { ...numbers, compare });
}

function queryOf(span: Span, more: Readonly<Record<string, string>>): URLSearchParams {
  const query = new URLSearchParams({ period: span.period });
  for (const key of ['date', 'from', 'to'] as const) {
    const value = span[key];
    if (value !== undefined) query.set(key, value);
  }
  if (span.filters.length > 0) {
    query.set('filters', JSON.stringify(span.filters.map((one) => [one.operator, one.dimension, one.values])));
  }
  for (const [key, value] of Object.entries(more)) query.set(key, value);
  return query;
}
