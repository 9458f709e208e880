import { describe, expect, it } from 'vitest';
import { addDays, addMonths, daysIn, isDay, longDay, rangeText, todayIn, weekday, weeksOf } from '../../src/text/dates';

describe('a day', () => {
  it('is a date that exists', () => {
    expect(['2024-02-29', '2026-12-31'].every(isDay)).toBe(true);
    expect(['2026-02-29', '2026-13-01', '2026-1-1', '', '20261121', '2026-11-21T00:00'].some(isDay)).toBe(false);
  });

  it('follows another over the ends of months, years and summer time', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-29', 1)).toBe('2026-03-30');
    expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-03-31', -13)).toBe('2025-02-28');
    expect(daysIn('2026-10-01', '2026-10-31')).toBe(31);
  });

  it('is the one that the time zone has now', () => {
    const now = Date.UTC(2026, 10, 21, 23, 30);
    expect(todayIn('UTC', now)).toBe('2026-11-21');
    expect(todayIn('Europe/Berlin', now)).toBe('2026-11-22');
    expect(todayIn('America/Los_Angeles', now)).toBe('2026-11-21');
    expect(isDay(todayIn('Mars/Olympus', now))).toBe(true);
  });

  it('is written out for who hears it', () => {
    expect(longDay('2026-11-21')).toMatch(/^Saturday,? 21 November 2026$/);
    expect(weekday('2026-11-21')).toBe(5);
  });
});

describe('a month', () => {
  it('is shown in whole weeks from Monday on', () => {
    const weeks = weeksOf('2026-11-21');
    expect(weeks.map((week) => week.length)).toEqual(Array(6).fill(7));
    expect([weeks[0]?.[0], weeks[5]?.[6]]).toEqual(['2026-10-26', '2026-12-06']);
    expect(weeksOf('2027-02-10')).toHaveLength(4);
  });
});

describe('a range of days', () => {
  it('says each month and year only as often as it must', () => {
    expect(rangeText('2026-11-21', '2026-11-21')).toBe('21 Nov 2026');
    expect(rangeText('2026-11-15', '2026-11-21')).toBe('15 – 21 Nov 2026');
    expect(rangeText('2026-10-28', '2026-11-03')).toBe('28 Oct – 3 Nov 2026');
    expect(rangeText('2025-12-30', '2026-01-05')).toBe('30 Dec 2025 – 5 Jan 2026');
  });
});
