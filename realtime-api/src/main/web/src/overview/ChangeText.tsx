import type { Compared, Metric } from '../api/stats';
import { changeOf, metricText } from '../text/metrics';
import type { Beside } from './beside';

interface Props {
  readonly metric: Metric;
  readonly compared: Compared;
  readonly currency: string;
  readonly beside: Beside;
}

/** How a number compares. */
export function ChangeText({ metric, compared, currency, beside }: Props) {
  const change = changeOf(metric, compared.value, compared.previous);
  if (change === null) return <span class="tile-change" />;
  const before = metricText(metric, compared.previous, currency);
  const days = beside.compared;
  const arrow = { up: '↑', down: '↓', same: '' }[change.direction];
  const words = change.direction === 'same' ? `unchanged from ${days}` : `${change.direction} ${change.text} from ${before} in ${days}`;
  const tone = change.direction === 'same' ? 'muted' : change.good ? 'good' : 'bad';
  return (
    <span class={`tile-change ${tone}`} title={`${days}: ${before}`}>
      <span aria-hidden="true">
        {arrow} {change.text}
      </span>
      <span class="unseen">
        , {beside.running && 'so far '}
        {words}
      </span>
    </span>
  );
}
