import { describe, expect, it } from 'vitest';
import { intervalOf, searchOf, shifted, toggled, viewOf, withFilter, withPeriod, withRange, type View } from '../../src/overview/view';

const PLAIN = viewOf('');

describe('a view', () => {
  it('is the last 30 days of visitors, beside the 30 before, where its address says nothing', () => {
    expect(PLAIN).toEqual({ period: '30d', filters: [], compare: 'previous_period', metric: 'visitors' });
    expect(searchOf(PLAIN)).toBe('');
  });

  it('is read from its address as it was written', () => {
    const views: View[] = [
      { ...PLAIN, period: '7d', date: '2026-11-01', metric: 'bounce_rate', compare: 'none', interval: 'hour' },
      { ...PLAIN, period: 'custom', from: '2026-02-28', to: '2026-03-01' },
      { ...PLAIN, filters: [{ operator: 'is', dimension: 'country', values: ['DE', 'FR'] }] },
      {
        ...PLAIN,
        filters: [
          { operator: 'contains', dimension: 'page_path', values: ['/a,b%2C%', '"><script>&f=is'] },
          { operator: 'is_not', dimension: 'prop:Größe', values: [''] },
        ],
      },
    ];
    for (const view of views) expect(viewOf(searchOf(view))).toEqual(view);
  });

  it('leaves out of an address what is no part of a view', () => {
    expect(viewOf('?period=century&metric=__proto__&compare=x&interval=second&f=is,country&f=steals,country,DE&f=')).toEqual(PLAIN);
    expect(viewOf('?period=custom&from=2026-02-30&to=2026-03-01')).toEqual(PLAIN);
    expect(viewOf('?period=custom&from=2026-03-02&to=2026-03-01')).toEqual(PLAIN);
    expect(viewOf('?date=tomorrow')).toEqual(PLAIN);
  });

  it('is narrowed down by a click, and widened by the same click again', () => {
    const narrow = toggled(PLAIN, 'country', 'DE');
    expect(narrow.filters).toEqual([{ operator: 'is', dimension: 'country', values: ['DE'] }]);
    expect(toggled(narrow, 'country', 'DE')).toEqual(PLAIN);
    expect(toggled(narrow, 'country', 'FR').filters).toEqual([{ operator: 'is', dimension: 'country', values: ['FR'] }]);
    expect(withFilter(narrow, { operator: 'is_not', dimension: 'country', values: ['FR'] }).filters).toHaveLength(2);
  });

  it('keeps its filters through another period, but not its days', () => {
    const view = toggled(withRange(PLAIN, '2026-01-01', '2026-01-05'), 'os', 'Linux');
    expect(withPeriod(view, '7d')).toEqual({ ...PLAIN, period: '7d', filters: view.filters });
  });
});

describe('a step to another period', () => {
  const TODAY = '2026-11-21';
  const step = (view: View, from: string, to: string, by: -1 | 1) => shifted(view, { from, to }, by, TODAY);

  it('goes back by as many days as are shown', () => {
    expect(step(withPeriod(PLAIN, '7d'), '2026-11-15', '2026-11-21', -1)).toMatchObject({ period: '7d', date: '2026-11-14' });
    expect(step(withPeriod(PLAIN, 'day'), '2026-03-01', '2026-03-01', -1)).toMatchObject({ period: 'day', date: '2026-02-28' });
    expect(step(withRange(PLAIN, '2026-11-01', '2026-11-10'), '2026-11-01', '2026-11-10', -1)).toMatchObject({ from: '2026-10-22', to: '2026-10-31' });
  });

  it('goes back by whole months where months are shown', () => {
    expect(step(withPeriod(PLAIN, 'month'), '2026-11-01', '2026-11-21', -1)).toMatchObject({ period: 'month', date: '2026-10-31' });
    expect(step(withPeriod(PLAIN, '6mo'), '2026-06-01', '2026-11-30', -1)).toMatchObject({ period: '6mo', date: '2026-05-31' });
    expect(step({ ...withPeriod(PLAIN, '12mo'), date: '2024-11-30' }, '2023-12-01', '2024-11-30', 1)).toMatchObject({ date: '2025-11-30' });
  });

  it('goes forth to the latest days, and no further', () => {
    expect(step({ ...withPeriod(PLAIN, '7d'), date: '2026-11-14' }, '2026-11-08', '2026-11-14', 1)).toEqual(withPeriod(PLAIN, '7d'));
    expect(step(withPeriod(PLAIN, '7d'), '2026-11-15', '2026-11-21', 1)).toBeNull();
    expect(step({ ...withPeriod(PLAIN, 'month'), date: '2026-10-31' }, '2026-10-01', '2026-10-31', 1)).toEqual(withPeriod(PLAIN, 'month'));
    expect(step(withPeriod(PLAIN, 'month'), '2026-11-01', '2026-11-30', 1)).toBeNull();
    expect(step(withRange(PLAIN, '2026-11-20', '2026-11-21'), '2026-11-20', '2026-11-21', 1)).toBeNull();
  });
});

describe('the points of a chart', () => {
  it('suit the period, unless the reader chose others that it has', () => {
    expect(intervalOf(withPeriod(PLAIN, 'day'))).toBe('hour');
    expect(intervalOf(PLAIN)).toBe('day');
    expect(intervalOf({ ...PLAIN, interval: 'week' })).toBe('week');
    expect(intervalOf({ ...PLAIN, interval: 'month' })).toBe('day');
    expect(intervalOf(withPeriod(PLAIN, '12mo'))).toBe('month');
    expect([1, 2, 3, 92, 93, 400].map((days) => intervalOf(withRange(PLAIN, '2025-01-01', new Date(Date.UTC(2025, 0, days)).toISOString().slice(0, 10))))).toEqual(['hour', 'hour', 'day', 'day', 'week', 'month']);
  });
});
