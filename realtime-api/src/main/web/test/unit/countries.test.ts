import { describe, expect, it } from 'vitest';
import { withUnknown } from '../../src/live/countries';

const DE = { value: 'DE', pageviews: 5 };
const US = { value: 'US', pageviews: 1 };

describe('the countries of the live page', () => {
  it('have a row for visitors from nobody knows where, in its place by rank', () => {
    expect(withUnknown({ topCountries: [DE, US], pageviews30m: 9, sampled: false })).toEqual([DE, { value: '', pageviews: 3 }, US]);
    expect(withUnknown({ topCountries: [], pageviews30m: 2, sampled: false })).toEqual([{ value: '', pageviews: 2 }]);
    expect(withUnknown({ topCountries: [], pageviews30m: 2, sampled: true })).toEqual([{ value: '', pageviews: 2 }]);
  });

  it('have none where all are known, where the list is cut, or where counts are estimates', () => {
    expect(withUnknown({ topCountries: [DE, US], pageviews30m: 6, sampled: false })).toEqual([DE, US]);
    expect(withUnknown({ topCountries: [DE, US], pageviews30m: 9, sampled: true })).toEqual([DE, US]);
    const cut = Array.from({ length: 10 }, (_, place) => ({ value: `A${place}`, pageviews: 1 }));
    expect(withUnknown({ topCountries: cut, pageviews30m: 99, sampled: false })).toEqual(cut);
    expect(withUnknown({ topCountries: [], pageviews30m: 0, sampled: false })).toEqual([]);
  });
});
