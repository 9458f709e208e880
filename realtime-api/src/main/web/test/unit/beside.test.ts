import { describe, expect, it } from 'vitest';
import { besideOf, comparedDays, passedShare } from '../../src/overview/beside';
import { isOpenFall } from '../../src/text/metrics';

const NOON = Date.parse('2026-11-21T12:00:00Z');

describe('what is shown and what is beside it', () => {
  it('are told by their days, and how much of them has passed', () => {
    const today = { from: '2026-11-21', to: '2026-11-21', time_zone: 'UTC' };
    expect(besideOf(today, 'previous_period', NOON)).toEqual({ shown: '21 Nov 2026', compared: '20 Nov 2026', passed: 0.5 });
    expect(besideOf(today, 'none', NOON)).toMatchObject({ compared: '' });
    expect(besideOf({ ...today, from: '2026-10-23' }, 'previous_year', NOON)).toMatchObject({ compared: '23 Oct – 21 Nov 2025' });
  });

  it('are as many days, of whole months as many months, as the stats API compares', () => {
    expect(comparedDays('2026-11-15', '2026-11-21', 'previous_period')).toEqual({ from: '2026-11-08', to: '2026-11-14' });
    expect(comparedDays('2026-03-01', '2026-03-31', 'previous_period')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(comparedDays('2026-01-01', '2026-12-31', 'previous_period')).toEqual({ from: '2025-01-01', to: '2025-12-31' });
    expect(comparedDays('2026-03-01', '2026-03-30', 'previous_period')).toEqual({ from: '2026-01-30', to: '2026-02-28' });
    expect(comparedDays('2024-02-29', '2024-02-29', 'previous_year')).toEqual({ from: '2023-02-28', to: '2023-02-28' });
    expect(comparedDays('2026-03-01', '2026-03-31', 'none')).toBeNull();
  });

  it('pass by the clock of their time zone', () => {
    expect(passedShare('2026-11-20', '2026-11-21', 'UTC', NOON)).toBe(0.75);
    expect(passedShare('2026-11-21', '2026-11-21', 'Asia/Kathmandu', NOON)).toBeCloseTo((17 * 60 + 45) / 1_440);
    expect(passedShare('2026-11-01', '2026-11-30', 'UTC', NOON)).toBeCloseTo(20.5 / 30);
    expect(passedShare('2026-11-20', '2026-11-20', 'UTC', NOON)).toBe(1);
    expect(passedShare('2026-11-22', '2026-11-22', 'UTC', NOON)).toBe(0);
    expect(passedShare('2026-11-21', '2026-11-21', 'Mars/Olympus', NOON)).toBeGreaterThanOrEqual(0);
  });
});

describe('a fall', () => {
  const of = (value: number | null, previous: number | null, passed: number, metric: 'visitors' | 'bounce_rate' = 'visitors') =>
    isOpenFall(metric, { value, previous }, passed);

  it('says nothing yet where the time to come may make up for it', () => {
    expect(of(300, 800, 0.4)).toBe(true);
    expect(of(0, 800, 0.4)).toBe(true);
    expect(of(780, 800, 29.5 / 30)).toBe(true);
  });

  it('is one where it is deeper than that, of a share or mean, or of days that are over', () => {
    expect(of(600, 800, 29.5 / 30)).toBe(false);
    expect(of(300, 800, 1)).toBe(false);
    expect(of(0.2, 0.4, 0.4, 'bounce_rate')).toBe(false);
    expect(of(900, 800, 0.4)).toBe(false);
    expect(of(null, 800, 0.4)).toBe(false);
    expect(of(5, null, 0.4)).toBe(false);
    expect(of(-5, 0, 0.4)).toBe(false);
  });
});
