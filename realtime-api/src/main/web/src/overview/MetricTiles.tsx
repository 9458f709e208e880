import type { Aggregate, Compared, Metric } from '../api/stats';
import { changeOf, METRIC_LABELS, metricText } from '../text/metrics';

const FIRST: readonly Metric[] = ['visitors', 'sessions', 'pageviews', 'pageviews_per_session', 'bounce_rate', 'session_duration'];
const FURTHER: readonly Metric[] = ['events', 'transactions', 'revenue', 'conversion_rate'];

interface Props {
  readonly summary: Aggregate | null;
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

function Tile({ metric, summary, chosen, onChoose }: Props & { readonly metric: Metric }) {
  const compared = summary?.metrics[metric];
  return (
    <button type="button" class="tile" data-metric={metric} aria-pressed={metric === chosen} onClick={() => onChoose(metric)}>
      <span class="tile-label">{METRIC_LABELS[metric]}</span>
      <span class="tile-value">{metricText(metric, compared?.value, summary?.currency ?? '')}</span>
      {compared === undefined ? <span class="tile-change" /> : <ChangeText metric={metric} compared={compared} currency={summary?.currency ?? ''} />}
    </button>
  );
}

interface ChangeProps {
  readonly metric: Metric;
  readonly compared: Compared;
  readonly currency: string;
}

function ChangeText({ metric, compared, currency }: ChangeProps) {
  const change = changeOf(metric, compared.value, compared.previous);
  if (change === null) return <span class="tile-change" />;
  const before = metricText(metric, compared.previous, currency);
  const arrow = { up: '↑', down: '↓', same: '' }[change.direction];
  const words = change.direction === 'same' ? 'unchanged' : `${change.direction} ${change.text} from ${before}`;
  return (
    <span class={`tile-change ${change.direction === 'same' ? 'muted' : change.good ? 'good' : 'bad'}`} title={`Before: ${before}`}>
      <span aria-hidden="true">
        {arrow} {change.text}
      </span>
      <span class="unseen">, {words}</span>
    </span>
  );
}
