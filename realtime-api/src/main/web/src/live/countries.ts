import type { LiveFrame, TopRow } from './frames';

/** A frame lists so many countries at most. */
const MOST_ROWS = 10;

/**
 * The top countries, with a row of the empty text for pageviews from nobody knows where, as history
 * has one. A frame leaves them out: they are what is missing where the list is whole. Estimated
 * counts do not add up that exactly, so of them none is made up.
 */
export function withUnknown({ topCountries, pageviews30m, sampled }: Pick<LiveFrame, 'topCountries' | 'pageviews30m' | 'sampled'>): readonly TopRow[] {
  const unknown = pageviews30m - topCountries.reduce((sum, row) => sum + row.pageviews, 0);
  const whole = topCountries.length < MOST_ROWS && !topCountries.some((row) => row.value === '');
  if (!whole || unknown <= 0 || (sampled && topCountries.length > 0)) return topCountries;
  return [...topCountries, { value: '', pageviews: unknown }].sort((a, b) => b.pageviews - a.pageviews);
}
