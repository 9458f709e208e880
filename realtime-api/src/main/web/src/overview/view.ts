import {
  COMPARISONS,
  INTERVALS,
  METRICS,
  OPERATORS,
  PERIODS,
  type Comparison,
  type Dimension,
  type Filter,
  type Interval,
  type Metric,
  type Period,
  type Span,
} from '../api/stats';
import { addDays, addMonths, daysIn, firstOfMonth, isDay, type Day } from '../text/dates';

/** All that an overview shows, as its address keeps it. */
export interface View extends Span {
  readonly compare: Comparison;
  readonly metric: Metric;
  /** None: the one that suits the period. */
  readonly interval?: Interval;
}

const PLAIN: View = { period: '30d', filters: [], compare: 'previous_period', metric: 'visitors' };

/** The view of an address; whatever in it is no part of a view is as if it were not there. */
export function viewOf(search: string): View {
  const query = new URLSearchParams(search);
  const period = oneOf(PERIODS, query.get('period')) ?? PLAIN.period;
  const [date, from, to] = ['date', 'from', 'to'].map((key) => dayOf(query.get(key)));
  const interval = oneOf(INTERVALS, query.get('interval'));
  const base = {
    filters: query.getAll('f').map(filterOf).filter((filter) => filter !== null),
    compare: oneOf(COMPARISONS, query.get('compare')) ?? PLAIN.compare,
    metric: oneOf(METRICS, query.get('metric')) ?? PLAIN.metric,
    ...(interval === undefined ? {} : { interval }),
  };
  if (period !== 'custom') return { ...base, period, ...(date === undefined ? {} : { date }) };
  if (from === undefined || to === undefined || from > to) return { ...base, period: PLAIN.period };
  return { ...base, period, from, to };
}

/** The query of a view's address, empty for the plain one; the inverse of {@link viewOf}. */
export function searchOf(view: View): string {
  const query = new URLSearchParams();
  if (view.period !== PLAIN.period) query.set('period', view.period);
  for (const key of ['date', 'from', 'to', 'interval'] as const) {
    const value = view[key];
    if (value !== undefined) query.set(key, value);
  }
  if (view.compare !== PLAIN.compare) query.set('compare', view.compare);
  if (view.metric !== PLAIN.metric) query.set('metric', view.metric);
  for (const filter of view.filters) query.append('f', filterText(filter));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** The view with exactly these hits as well, or without them again where they are asked for already. */
export function toggled(view: View, dimension: Dimension, value: string): View {
  const same = (one: Filter) => one.operator === 'is' && one.dimension === dimension && one.values.includes(value);
  const rest = view.filters.filter((one) => !same(one));
  if (rest.length < view.filters.length) return { ...view, filters: rest };
  return withFilter(view, { operator: 'is', dimension, values: [value] });
}

/** The view with one filter more; it replaces one of the same operator and dimension. */
export function withFilter(view: View, filter: Filter): View {
  const others = view.filters.filter((one) => one.operator !== filter.operator || one.dimension !== filter.dimension);
  return { ...view, filters: [...others, filter] };
}

export function isFiltered(view: View, dimension: Dimension, value: string): boolean {
  return view.filters.some((one) => one.operator === 'is' && one.dimension === dimension && one.values.includes(value));
}

/** The view of another period, at its latest days. */
export function withPeriod({ date: _, from: __, to: ___, interval: ____, ...view }: View, period: Period): View {
  return { ...view, period };
}

export function withRange(view: View, from: Day, to: Day): View {
  return { ...withPeriod(view, 'custom'), from, to };
}

/**
 * The view one period earlier or later.
 *
 * @param shown first and last day of what is shown now
 * @return null where that would lie wholly in the future
 */
export function shifted(view: View, shown: { from: Day; to: Day }, step: -1 | 1, today: Day): View | null {
  const days = daysIn(shown.from, shown.to);
  if (view.period === 'custom') {
    const from = addDays(shown.from, step * days);
    return from > today ? null : { ...view, from, to: addDays(shown.to, step * days) };
  }
  const date = shiftedDate(view.period, shown, step, days);
  const begins = monthsOf(view.period) === 0 ? addDays(shown.to, 1) : addMonths(firstOfMonth(shown.from), monthsOf(view.period));
  if (step === 1 && begins > today) return null;
  return date >= today ? withPeriod(view, view.period) : { ...view, date };
}

/** The intervals that make sense for so many days, the one that suits them first. */
export function intervalsFor(period: Period, days: number): readonly Interval[] {
  switch (period) {
    case 'day':
      return ['hour'];
    case '7d':
      return ['day', 'hour'];
    case '30d':
    case 'month':
      return ['day', 'week'];
    case '6mo':
      return ['week', 'day', 'month'];
    case '12mo':
      return ['month', 'week'];
    case 'custom':
      if (days <= 2) return ['hour'];
      if (days <= 14) return ['day', 'hour'];
      if (days <= 92) return ['day', 'week'];
      return days <= 366 ? ['week', 'month', 'day'] : ['month', 'week'];
  }
}

/** The interval of a view; one that its period has no use for gives way. */
export function intervalOf(view: View): Interval {
  const days = view.from !== undefined && view.to !== undefined ? daysIn(view.from, view.to) : 0;
  const possible = intervalsFor(view.period, days);
  return possible.find((one) => one === view.interval) ?? possible[0] ?? 'day';
}

function shiftedDate(period: Period, shown: { from: Day; to: Day }, step: -1 | 1, days: number): Day {
  const months = monthsOf(period);
  if (months === 0) return addDays(shown.to, step * days);
  return step === -1 ? addDays(firstOfMonth(shown.from), -1) : addDays(addMonths(firstOfMonth(shown.from), 2 * months), -1);
}

function monthsOf(period: Period): number {
  return period === 'month' ? 1 : period === '6mo' ? 6 : period === '12mo' ? 12 : 0;
}

/** `is,country,DE,FR`; commas and percent signs within a part are escaped. */
function filterText({ operator, dimension, values }: Filter): string {
  return [operator, dimension, ...values].map((part) => part.replaceAll('%', '%25').replaceAll(',', '%2C')).join(',');
}

function filterOf(text: string): Filter | null {
  const [operator = '', dimension = '', ...values] = text
    .split(',')
    .map((part) => part.replaceAll('%2C', ',').replaceAll('%25', '%'));
  const known = oneOf(OPERATORS, operator);
  return known === undefined || dimension === '' || values.length === 0 ? null : { operator: known, dimension, values };
}

function dayOf(text: string | null): Day | undefined {
  return text !== null && isDay(text) ? text : undefined;
}

function oneOf<T extends string>(all: readonly T[], text: string | null): T | undefined {
  return all.find((one) => one === text);
}
