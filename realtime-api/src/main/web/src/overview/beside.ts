import type { Aggregate, Comparison } from '../api/stats';
import { addDays, addMonths, daysIn, rangeText, todayIn, type Day } from '../text/dates';

/** The days that are shown, and those beside them. */
export interface Beside {
  readonly shown: string;
  /** The shown days are not over. */
  readonly running: boolean;
  /** The days they are compared with; empty for nothing. */
  readonly days: string;
  /** As much of these as counts: of the same length as what has passed of the shown days. */
  readonly compared: string;
}

/** Both in words, of an answer and what it was asked to compare. */
export function besideOf(answered: Pick<Aggregate, 'from' | 'to' | 'time_zone' | 'compared_until'>, compare: Comparison, now: number): Beside {
  const { from, to, time_zone, compared_until: until } = answered;
  const today = todayIn(time_zone, now);
  const shown = { shown: rangeText(from, to), running: from <= today && today <= to };
  const compared = comparedDays(from, to, compare);
  if (compared === null) return { ...shown, days: '', compared: '' };
  const days = rangeText(compared.from, compared.to);
  return { ...shown, days, compared: until === undefined ? days : `${rangeText(compared.from, until.slice(0, 10))} until ${until.slice(11, 16)}` };
}

/** The days that the stats API compares these with: as many right before, of whole months as many months. */
export function comparedDays(from: Day, to: Day, compare: Comparison): { from: Day; to: Day } | null {
  switch (compare) {
    case 'none':
      return null;
    case 'previous_year':
      return { from: addMonths(from, -12), to: addMonths(to, -12) };
    case 'previous_period':
      return { from: isWholeMonths(from, to) ? addMonths(from, -monthsIn(from, to)) : addDays(from, -daysIn(from, to)), to: addDays(from, -1) };
  }
}

function isWholeMonths(from: Day, to: Day): boolean {
  return from.endsWith('-01') && addDays(to, 1).endsWith('-01');
}

function monthsIn(from: Day, to: Day): number {
  const months = (day: Day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return months(to) - months(from) + 1;
}
