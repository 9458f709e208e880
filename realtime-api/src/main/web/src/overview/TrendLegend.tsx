import type { Beside } from './beside';

/** Which days each line of the chart is of, and that those shown are not over. */
export function TrendLegend({ beside }: { readonly beside: Beside | null }) {
  if (beside === null) return <div class="trend-legend" />;
  return (
    <ul class="trend-legend" aria-label="Lines of the chart">
      <li>
        {beside.shown}
        {beside.running && ' so far'}
      </li>
      {beside.days !== '' && <li class="legend-before">{beside.days}</li>}
    </ul>
  );
}
