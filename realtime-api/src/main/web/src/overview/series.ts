import { axisTop } from '../chart/slots';
import type { Annotation } from '../api/accounts';
import type { Interval, Metric, Point, Timeseries } from '../api/stats';
import { addDays, monthName, rangeText, shortDay, shortMonthName, weekday, weekdayAndDay, type Day } from '../text/dates';

/** One place on the chart's time axis. */
export interface Mark {
  /** RFC 3339, in the website's time zone. */
  readonly time: string;
  /** Null for times to come, and for a mean of nothing. */
  readonly value: number | null;
  readonly previous: number | null;
  readonly previousTime: string | null;
  /** Its interval has not ended yet. */
  readonly unfinished: boolean;
}

/** Value and value before, place by place. */
export function marksOf(series: Timeseries, metric: Metric, now: number): Mark[] {
  return series.points.map((point, place) => {
    const before: Point | undefined = series.previous?.[place];
    const next = series.points[place + 1];
    const end = Date.parse(next?.time ?? midnightAfter(series.to, point.time));
    const begun = Date.parse(point.time) <= now;
    return {
      time: point.time,
      value: begun ? (point[metric] ?? null) : null,
      previous: before?.[metric] ?? null,
      previousTime: before?.time ?? null,
      unfinished: begun && end > now,
    };
  });
}

/** The end of a day, at the offset of a time near it. */
function midnightAfter(day: Day, near: string): string {
  return `${addDays(day, 1)}T00:00:00${near.slice(19)}`;
}

/** Annotations by the place whose interval holds their day; those of no day until `to` are left out. */
export function notesOf(marks: readonly Mark[], interval: Interval, to: Day, annotations: readonly Annotation[]): Map<number, string[]> {
  const found = new Map<number, string[]>();
  for (const { date, text } of annotations) {
    const place =
      interval === 'hour'
        ? marks.findIndex((mark) => mark.time.slice(0, 10) === date)
        : marks.findLastIndex((mark) => mark.time.slice(0, 10) <= date);
    if (place !== -1 && date <= to) found.set(place, [...(found.get(place) ?? []), text]);
  }
  return found;
}

/** The upper end of the value axis; shares end at most at 1. */
export function topOf(metric: Metric, marks: readonly Mark[]): number {
  const highest = Math.max(0, ...marks.map((mark) => Math.max(mark.value ?? 0, mark.previous ?? 0)));
  if (metric === 'bounce_rate' || metric === 'conversion_rate') {
    return [0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8].find((top) => top >= highest) ?? 1;
  }
  if (metric === 'session_duration') {
    return [10, 20, 30, 60, 120, 240, 360, 600, 1_200, 1_800].find((top) => top >= highest) ?? axisTop(highest / 3_600) * 3_600;
  }
  return axisTop(highest);
}

/**
 * The path of a line through the values of 0 to `top` on a canvas of 1000 by 1000, from place
 * `from` to place `to`, both within; empty for fewer than two points.
 */
export function linePath(values: readonly (number | null)[], top: number, from = 0, to = values.length - 1): string {
  const steps: string[] = [];
  for (let place = from; place <= to; place++) {
    const value = values[place];
    if (value === null || value === undefined) continue;
    steps.push(`${round(xOf(place, values.length) * 1_000)} ${round(1_000 - (value / top) * 1_000)}`);
  }
  return steps.length < 2 ? '' : `M${steps.join('L')}`;
}

/** The area between such a line and the axis. */
export function areaPath(values: readonly (number | null)[], top: number, from: number, to: number): string {
  const line = linePath(values, top, from, to);
  return line === '' ? '' : `${line}L${round(xOf(to, values.length) * 1_000)} 1000L${round(xOf(from, values.length) * 1_000)} 1000z`;
}

/** Where a place lies, from 0 to 1; a single one in the middle. */
export function xOf(place: number, places: number): number {
  return places < 2 ? 0.5 : place / (places - 1);
}

/**
 * What stands under the axis: "14:00", "21 Nov", "Nov 2026".
 *
 * @param days how many the chart has; hours of more than one begin with the day
 */
export function tickText(time: string, interval: Interval, days: number): string {
  if (interval === 'month') return shortMonthName(time.slice(0, 10));
  const hours = interval === 'hour' && (days === 1 || (days === 2 && time.slice(11, 16) !== '00:00'));
  if (hours) return time.slice(11, 16);
  return shortDay(time.slice(0, 10));
}

/** An interval in full: "Sat, 21 Nov 2026, 14:00 – 15:00", "16 – 22 Nov 2026", "November 2026". */
export function timeText(time: string, interval: Interval): string {
  const day = time.slice(0, 10);
  switch (interval) {
    case 'hour':
      return `${weekdayAndDay(day)}, ${time.slice(11, 16)} – ${time.slice(11, 14)}59`;
    case 'day':
      return weekdayAndDay(day);
    case 'week':
      // The first week begins where the period does, and ends on its Sunday.
      return rangeText(day, addDays(day, 6 - weekday(day)));
    case 'month':
      return monthName(day);
  }
}

/** The places that get a tick, evenly spread, at most `most` of them. */
export function tickPlaces(places: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(places / most));
  return Array.from({ length: places }, (_, place) => place).filter((place) => place % step === 0);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
