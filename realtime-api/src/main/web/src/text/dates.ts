import { visible } from './visible';

/** Calendar days as `YYYY-MM-DD`: they compare as text, and no time zone can move them. */
export type Day = string;

const DAY_MS = 86_400_000;
const MOMENT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** "1 Nov 2026, 14:05" of an RFC 3339 time, by the reader's clock; what is none is shown as it is. */
export function momentText(time: string): string {
  const at = Date.parse(time);
  return Number.isNaN(at) ? visible(time) : MOMENT.format(at);
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && dayOf(Date.parse(text)) === text;
}

/** The day it is now in a time zone; that of this device where the zone is not known here. */
export function todayIn(timeZone: string | undefined, now: number): Day {
  try {
    // Canadians write their dates this way.
    return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
  } catch {
    return todayIn(undefined, now);
  }
}

export function addDays(day: Day, days: number): Day {
  return dayOf(Date.parse(day) + days * DAY_MS);
}

/** The same day `months` later, or the last one of a month that is shorter. */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = partsOf(day);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return dayOf(first.setUTCDate(Math.min(date, last)));
}

/** How many days from one to the other, both counted. */
export function daysIn(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
}

/** 0 for Monday to 6 for Sunday. */
export function weekday(day: Day): number {
  return (new Date(Date.parse(day)).getUTCDay() + 6) % 7;
}

export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01`;
}

/** Whole weeks, Monday first, that hold the month of `day`. */
export function weeksOf(day: Day): Day[][] {
  const first = firstOfMonth(day);
  const start = addDays(first, -weekday(first));
  const end = addDays(addMonths(first, 1), -1);
  const weeks = Math.ceil(daysIn(start, end) / 7);
  return Array.from({ length: weeks }, (_, week) => Array.from({ length: 7 }, (_, at) => addDays(start, week * 7 + at)));
}

const long = utc({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const short = utc({ day: 'numeric', month: 'short' });
const dated = utc({ day: 'numeric', month: 'short', year: 'numeric' });
const weekdayDated = utc({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
const month = utc({ month: 'long', year: 'numeric' });
const shortMonth = utc({ month: 'short', year: 'numeric' });

/** "Saturday, 21 November 2026". */
export function longDay(day: Day): string {
  return long.format(Date.parse(day));
}

/** "21 Nov". */
export function shortDay(day: Day): string {
  return short.format(Date.parse(day));
}

/** "Sat, 21 Nov 2026". */
export function weekdayAndDay(day: Day): string {
  return weekdayDated.format(Date.parse(day));
}

/** "21 Nov 2026". */
export function fullDay(day: Day): string {
  return dated.format(Date.parse(day));
}

/** "November 2026". */
export function monthName(day: Day): string {
  return month.format(Date.parse(day));
}

/** "Nov 2026". */
export function shortMonthName(day: Day): string {
  return shortMonth.format(Date.parse(day));
}

/** "21 Nov 2026", "15 – 21 Nov 2026", "28 Oct – 3 Nov 2026", "30 Dec 2025 – 5 Jan 2026". */
export function rangeText(from: Day, to: Day): string {
  if (from === to) return fullDay(to);
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))} – ${fullDay(to)}`;
  return `${from.slice(0, 4) === to.slice(0, 4) ? shortDay(from) : fullDay(from)} – ${fullDay(to)}`;
}

function utc(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });
}

function partsOf(day: Day): [number, number, number] {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return [year, month, date];
}

function dayOf(epochMs: number): Day {
  return new Date(epochMs).toISOString().slice(0, 10);
}
