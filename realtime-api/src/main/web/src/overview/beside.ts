import type { Comparison } from '../api/stats';
import { addDays, addMonths, dayPassed, daysIn, rangeText, todayIn, type Day } from '../text/dates';

/** The days that are shown, and those beside them. */
export interface Beside {
  readonly shown: string;
  /** What they are compared with; empty for nothing. */
  readonly compared: string;
  /** The share of the shown days that has passed, 0 to 1. The days compared always count whole. */
  readonly passed: number;
}

/**
 * Both in words.
 *
 * @param answered first and last day of an answer, and the time zone that cuts its days
 */
export function besideOf(answered: { readonly from: Day; readonly to: Day; readonly time_zone: string }, compare: Comparison, now: number): Beside {
  const { from, to, time_zone } = answered;
  const compared = comparedDays(from, to, compare);
  return {
    shown: rangeText(from, to),
    compared: compared === null ? '' : rangeText(compared.from, compared.to),
    passed: passedShare(from, to, time_zone, now),
  };
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

/** How much of some days has passed: 1 where all of it has, 0 before the first. */
export function passedShare(from: Day, to: Day, timeZone: string, now: number): number {
  const today = todayIn(timeZone, now);
  if (today > to) return 1;
  if (today < from) return 0;
  return (daysIn(from, today) - 1 + dayPassed(timeZone, now)) / daysIn(from, to);
}

function isWholeMonths(from: Day, to: Day): boolean {
  return from.endsWith('-01') && addDays(to, 1).endsWith('-01');
}

function monthsIn(from: Day, to: Day): number {
  const months = (day: Day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return months(to) - months(from) + 1;
}
