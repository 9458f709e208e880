import type { Aggregate, Metric } from '../api/stats';
import { METRIC_LABELS, metricText } from '../text/metrics';
import type { Beside } from './beside';
import { ChangeText } from './ChangeText';

const FIRST: readonly Metric[] = ['visitors', 'sessions', 'pageviews', 'pageviews_per_session', 'bounce_rate', 'session_duration'];
const FURTHER: readonly Metric[] = ['events', 'transactions', 'revenue', 'conversion_rate'];

interface Props {
  readonly summary: Aggregate | null;
  /** Null until it is known. */
  readonly beside: Beside | null;
  readonly chosen: Metric;
  readonly onChoose: (metric: Metric) => void;
}

/** What the period came to, and how that compares; each number is a switch for the chart. */
export function MetricTiles(props: Props) {
  return (
    <div class="metrics" role="group" aria-label="Metric shown in the chart">
      <div class="tiles">
        {FIRST.map((metric) => (
          <Tile key={metric} metric={metric} {...props} />
        ))}
      </div>
      <div class="tiles-further">
        {FURTHER.map((metric) => (
          <Tile key={metric} metric={metric} {...props} />
        ))}
      </div>
    </div>
  );
}

function Tile({ metric, summary, beside, chosen, onChoose }: Props & { readonly metric: Metric }) {
  const compared = summary?.metrics[metric];
  return (
    <button type="button" class="tile" data-metric={metric} aria-pressed={metric === chosen} onClick={() => onChoose(metric)}>
      <span class="tile-label">{METRIC_LABELS[metric]}</span>
      <span class="tile-value">{metricText(metric, compared?.value, summary?.currency ?? '')}</span>
      {compared === undefined || beside === null ? (
        <span class="tile-change" />
      ) : (
        <ChangeText metric={metric} compared={compared} currency={summary?.currency ?? ''} beside={beside} />
      )}
    </button>
  );
}
