import { useEffect, useState } from 'preact/hooks';
import { breakdown, type Dimension, type Span } from '../api/stats';
import { useLoad } from '../app/useLoad';

const MOST = 10;
const PAUSE_MS = 250;

/**
 * The most frequent values of a dimension that contain a text, of the hits that are looked at; asked
 * for once nobody has typed for a moment. None where they cannot be had: they are only a help.
 *
 * @param dimension null: nothing is asked
 */
export function useSuggestions(websiteId: string, span: Span, dimension: Dimension | null, text: string, most = MOST): readonly string[] {
  const settled = useSettled(text);
  const containing = { operator: 'contains', dimension: dimension ?? '', values: [settled] } as const;
  const filters = settled === '' ? span.filters : [...span.filters, containing];
  const question = JSON.stringify([websiteId, dimension, span.period, span.date, span.from, span.to, filters]);
  const found = useLoad(dimension === null ? null : question, async (signal) => {
    if (dimension === null) return null;
    return breakdown(websiteId, { ...span, filters }, { dimension, metrics: ['visitors'], limit: most, page: 1 }, signal).catch(() => null);
  });
  if (dimension === null || found.value?.dimension !== dimension) return [];
  return found.value.rows.map(({ value }) => value).filter((value) => value !== '');
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
