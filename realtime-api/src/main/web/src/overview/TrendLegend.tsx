import type { Beside } from './beside';

/** Which days each line of the chart is of, and that those shown are not over. */
export function TrendLegend({ beside }: { readonly beside: Beside | null }) {
  if (beside === null) return <div class="trend-legend" />;
  const running = beside.passed < 1;
  return (
    <ul class="trend-legend" aria-label="Lines of the chart">
      <li>
        {beside.shown}
        {running && ' so far'}
      </li>
      {beside.compared !== '' && (
        <li class="legend-before">
          {running && 'the whole of '}
          {beside.compared}
        </li>
      )}
    </ul>
  );
}
