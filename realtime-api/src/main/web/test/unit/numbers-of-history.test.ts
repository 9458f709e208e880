import { describe, expect, it } from 'vitest';
import type { Timeseries } from '../../src/api/stats';
import { pageAddress, valueName } from '../../src/overview/dimensions';
import { linePath, marksOf, notesOf, tickText, timeText, topOf, xOf } from '../../src/overview/series';
import { changeOf, durationText, metricText } from '../../src/text/metrics';
import { shadeOf } from '../../src/map/world';

describe('a metric', () => {
  it('is written as its kind asks for', () => {
    expect(metricText('visitors', 12_345, 'EUR')).toBe('12,345');
    expect(metricText('visitors', 12_345_678, 'EUR')).toBe('12.35M');
    expect(metricText('bounce_rate', 0.423, 'EUR')).toBe('42 %');
    expect(metricText('pageviews_per_session', 2.84, 'EUR')).toBe('2.84');
    expect(metricText('revenue', 1_204.5, 'EUR')).toBe('€1,204.50');
    expect(metricText('revenue', 1_204.5, 'JPY')).toBe('¥1,205');
    expect(metricText('revenue', 1_204.5, 'KWD')).toMatch(/1,204\.500$/);
    expect(metricText('revenue', 120_400.5, 'EUR')).toBe('€120,401');
    expect(metricText('revenue', 1_204.5, 'nonsense')).toBe('1,205 nonsense');
    expect(metricText('bounce_rate', null, 'EUR')).toBe('–');
    expect([0, 59.6, 151, 3_725].map(durationText)).toEqual(['0 s', '1 min 0 s', '2 min 31 s', '1 h 2 min']);
  });

  it('tells how it moved, and whether that is good', () => {
    expect(changeOf('visitors', 110, 100)).toEqual({ text: '10 %', direction: 'up', good: true });
    expect(changeOf('visitors', 50, 100)).toEqual({ text: '50 %', direction: 'down', good: false });
    expect(changeOf('bounce_rate', 0.45, 0.42)).toEqual({ text: '3 pt', direction: 'up', good: false });
    expect(changeOf('visitors', 100, 100)).toMatchObject({ direction: 'same' });
    expect(changeOf('visitors', 5, 0)).toBeNull();
    expect(changeOf('visitors', 5, null)).toBeNull();
    expect(changeOf('revenue', 50, -100)).toMatchObject({ text: '150 %', direction: 'up' });
    expect(changeOf('visitors', 1_300, 100)?.text).toBe('1,200 %');
  });
});

describe('a chart', () => {
  const series: Timeseries = {
    website_id: 'demo',
    from: '2026-11-20',
    to: '2026-11-22',
    time_zone: 'Europe/Berlin',
    currency: 'EUR',
    sampled: false,
    interval: 'day',
    points: ['20', '21', '22'].map((day) => ({ time: `2026-11-${day}T00:00:00+01:00`, visitors: 5 })),
    previous: [{ time: '2026-11-17T00:00:00+01:00', visitors: 7 }],
  };

  it('leaves days to come empty and marks the one that still runs', () => {
    const marks = marksOf(series, 'visitors', Date.parse('2026-11-21T12:00:00+01:00'));
    expect(marks.map((mark) => mark.value)).toEqual([5, 5, null]);
    expect(marks.map((mark) => mark.unfinished)).toEqual([false, true, false]);
    expect(marks.map((mark) => mark.previous)).toEqual([7, null, null]);
  });

  it('marks its last point as running until the period ends, and no longer', () => {
    const of = (interval: Timeseries['interval'], time: string, to: string, now: string) =>
      marksOf({ ...series, interval, to, points: [{ time, visitors: 5 }] }, 'visitors', Date.parse(now)).at(-1)?.unfinished;
    expect(of('month', '2026-02-01T00:00:00+01:00', '2026-02-28', '2026-02-28T23:59:59+01:00')).toBe(true);
    expect(of('month', '2026-02-01T00:00:00+01:00', '2026-02-28', '2026-03-01T00:00:00+01:00')).toBe(false);
    expect(of('week', '2026-11-16T00:00:00Z', '2026-11-18', '2026-11-19T00:00:00Z')).toBe(false);
    expect(of('day', '2026-11-22T00:00:00-08:00', '2026-11-22', '2026-11-23T07:59:59Z')).toBe(true);
    expect(of('hour', '2026-11-22T23:00:00+05:45', '2026-11-22', '2026-11-23T00:00:00+05:45')).toBe(false);
  });

  it('has the notes of its days, and of no later ones', () => {
    const marks = (...days: string[]) =>
      days.map((day) => ({ time: `${day}T00:00:00+01:00`, value: 1, previous: null, previousTime: null, unfinished: false }));
    const notes = (...dates: string[]) => dates.map((date) => ({ annotation_id: date, date, text: date }));
    const months = marks('2026-04-01', '2026-05-01', '2026-06-01');
    expect([...notesOf(months, 'month', '2026-06-30', notes('2026-03-31', '2026-05-31', '2026-06-30', '2026-07-01', '2026-11-21'))]).toEqual([
      [1, ['2026-05-31']],
      [2, ['2026-06-30']],
    ]);
    expect([...notesOf(marks('2026-11-20', '2026-11-21'), 'day', '2026-11-21', notes('2026-11-21', '2026-11-22'))]).toEqual([[1, ['2026-11-21']]]);
    expect([...notesOf(marks('2026-11-20', '2026-11-20'), 'hour', '2026-11-20', notes('2026-11-20', '2026-11-19'))]).toEqual([[0, ['2026-11-20']]]);
  });

  it('has hours under a single day, also one of 25 hours, and days where there are more', () => {
    const ticks = (days: number, ...times: string[]) => times.map((time) => tickText(`2026-10-25T${time}:00+01:00`, 'hour', days));
    expect(ticks(1, '00:00', '04:00')).toEqual(['00:00', '04:00']);
    expect(ticks(2, '00:00', '06:00')).toEqual(['25 Oct', '06:00']);
    expect(ticks(7, '00:00', '21:00')).toEqual(['25 Oct', '25 Oct']);
  });

  it('draws values in proportion', () => {
    expect(linePath([0, 5, 10], 10)).toBe('M0 1000L500 500L1000 0');
    expect(linePath([0, null, 10], 10)).toBe('M0 1000L1000 0');
    expect(linePath([4], 10)).toBe('');
    expect([xOf(0, 1), xOf(0, 3), xOf(2, 3)]).toEqual([0.5, 0, 1]);
  });

  it('ends its axis a little above the highest value', () => {
    const at = (value: number) => [{ time: '', value, previous: null, previousTime: null, unfinished: false }];
    expect(topOf('visitors', at(617))).toBe(800);
    expect(topOf('bounce_rate', at(0.42))).toBe(0.6);
    expect(topOf('bounce_rate', at(0.97))).toBe(1);
    expect(topOf('session_duration', at(151))).toBe(240);
    expect(topOf('visitors', [])).toBe(4);
  });

  it('says times in the zone that the server answered in', () => {
    expect(timeText('2026-11-21T23:00:00-08:00', 'hour')).toBe('Sat, 21 Nov 2026, 23:00 – 23:59');
    expect(timeText('2026-11-16T00:00:00+01:00', 'week')).toBe('16 – 22 Nov 2026');
    expect(timeText('2026-11-20T00:00:00+01:00', 'week')).toBe('20 – 22 Nov 2026');
    expect(timeText('2026-11-01T00:00:00+01:00', 'month')).toBe('November 2026');
  });
});

describe('the address of a visitor’s page', () => {
  it('leads to the website and nowhere else', () => {
    expect(pageAddress('shop.example', '/pricing?a=1')).toBe('https://shop.example/pricing?a=1');
    expect(pageAddress('shop.example', '//evil.example/x')).toBe('https://shop.example/evil.example/x');
    expect(pageAddress('shop.example', '/\\evil.example')).toBe('https://shop.example/evil.example');
    for (const path of ['javascript:alert(1)', 'https://evil.example', '', 'data:text/html,x', '\tjavascript:alert(1)']) {
      expect(pageAddress('shop.example', path), path).toBeNull();
    }
    expect(pageAddress('not a domain', '/x')).toBeNull();
    expect(pageAddress('shop.example@evil.example', '/x')).not.toBe('https://shop.example/x');
  });
});

describe('a value of a dimension', () => {
  it('has a name where it is a code, and is shown as it came elsewhere', () => {
    expect(valueName('country', 'DE')).toBe('Germany');
    expect(valueName('source', 'organic')).toBe('Organic search');
    expect(valueName('page_path', '/caf%C3%A9')).toBe('/café');
    expect(valueName('city', '')).toBe('Unknown');
    expect(valueName('prop:plan', '<b>\u202E')).toBe('<b>⟨202E⟩');
  });
});

describe('the shade of a country', () => {
  it('grows with its share, and is there for the smallest', () => {
    expect([shadeOf(0, 100), shadeOf(0.01, 100), shadeOf(10, 100), shadeOf(100, 100), shadeOf(5, 0)]).toEqual([0, 1, 2, 5, 0]);
  });
});
