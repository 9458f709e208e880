import { describe, expect, it } from 'vitest';
import { besideOf, comparedDays } from '../../src/overview/beside';

const NOON = Date.parse('2026-11-21T12:00:00Z');

describe('what is shown and what is beside it', () => {
  it('are told by their days, and as far as they count', () => {
    const today = { from: '2026-11-21', to: '2026-11-21', time_zone: 'UTC', compared_until: '2026-11-20T12:00:00Z' };
    expect(besideOf(today, 'previous_period', NOON)).toEqual({
      shown: '21 Nov 2026',
      running: true,
      days: '20 Nov 2026',
      compared: '20 Nov 2026 until 12:00',
    });
    expect(besideOf(today, 'none', NOON)).toMatchObject({ days: '', compared: '' });
    const month = { from: '2026-11-01', to: '2026-11-30', time_zone: 'Asia/Kathmandu', compared_until: '2026-10-21T17:45:00+05:45' };
    expect(besideOf(month, 'previous_period', NOON)).toMatchObject({ running: true, days: '1 – 31 Oct 2026', compared: '1 – 21 Oct 2026 until 17:45' });
  });

  it('count whole where they are over', () => {
    const past = { from: '2026-10-22', to: '2026-11-20', time_zone: 'UTC' };
    expect(besideOf(past, 'previous_year', NOON)).toMatchObject({ running: false, days: '22 Oct – 20 Nov 2025', compared: '22 Oct – 20 Nov 2025' });
    expect(besideOf({ ...past, to: '2026-11-21' }, 'previous_year', NOON)).toMatchObject({ running: true });
    expect(besideOf({ from: '2026-11-22', to: '2026-11-22', time_zone: 'Mars/Olympus' }, 'none', NOON - 864e5)).toMatchObject({ running: false });
  });

  it('are as many days, of whole months as many months, as the stats API compares', () => {
    expect(comparedDays('2026-11-15', '2026-11-21', 'previous_period')).toEqual({ from: '2026-11-08', to: '2026-11-14' });
    expect(comparedDays('2026-03-01', '2026-03-31', 'previous_period')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(comparedDays('2026-01-01', '2026-12-31', 'previous_period')).toEqual({ from: '2025-01-01', to: '2025-12-31' });
    expect(comparedDays('2026-03-01', '2026-03-30', 'previous_period')).toEqual({ from: '2026-01-30', to: '2026-02-28' });
    expect(comparedDays('2024-02-29', '2024-02-29', 'previous_year')).toEqual({ from: '2023-02-28', to: '2023-02-28' });
    expect(comparedDays('2026-03-01', '2026-03-31', 'none')).toBeNull();
  });
});
