import type { MinuteColumns } from '../live/frames';

export const MINUTE_MS = 60_000;
export const MINUTES_SHOWN = 30;

/** One bar: a minute and what happened in it; all zero where the frame has no such minute. */
export interface Slot {
  readonly minute: number;
  readonly pageviews: number;
  readonly events: number;
  readonly activeUsers: number;
}

/**
 * The 30 minutes to draw, oldest first, ending with the newest minute of `columns`, or with the
 * minute of `time` where there is none.
 */
export function slotsOf(columns: MinuteColumns, time: number): Slot[] {
  const last = columns.minute.at(-1) ?? time - (time % MINUTE_MS);
  const row = new Map(columns.minute.map((minute, index) => [minute, index]));
  return Array.from({ length: MINUTES_SHOWN }, (_, place) => {
    const minute = last - (MINUTES_SHOWN - 1 - place) * MINUTE_MS;
    const index = row.get(minute) ?? -1;
    return {
      minute,
      pageviews: columns.pageviews[index] ?? 0,
      events: columns.events[index] ?? 0,
      activeUsers: columns.activeUsers[index] ?? 0,
    };
  });
}

const AXIS_STEPS = [10, 12, 16, 20, 24, 30, 40, 50, 60, 80];

/** The upper end of an axis for values up to `highest`: round, even, and at least 4. */
export function axisTop(highest: number): number {
  const small = [4, 6, 8].find((top) => top >= highest);
  if (small !== undefined) return small;
  for (let power = 1; ; power *= 10) {
    const step = AXIS_STEPS.find((candidate) => candidate * power >= highest);
    if (step !== undefined) return step * power;
  }
}
