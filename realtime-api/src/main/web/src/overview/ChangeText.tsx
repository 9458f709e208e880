import type { Compared, Metric } from '../api/stats';
import { changeOf, isOpenFall, metricText } from '../text/metrics';
import type { Beside } from './beside';

interface Props {
  readonly metric: Metric;
  readonly compared: Compared;
  readonly currency: string;
  readonly beside: Beside;
}

/** How a number compares. A fall that time may still make up for is told, but not called bad. */
export function ChangeText({ metric, compared, currency, beside }: Props) {
  const change = changeOf(metric, compared.value, compared.previous);
  if (change === null) return <span class="tile-change" />;
  const open = isOpenFall(metric, compared, beside.passed);
  const before = metricText(metric, compared.previous, currency);
  const days = beside.passed < 1 ? `the whole of ${beside.compared}` : beside.compared;
  const arrow = { up: '↑', down: '↓', same: '' }[change.direction];
  const words = change.direction === 'same' ? `unchanged from ${days}` : `${change.direction} ${change.text} from ${before} in ${days}`;
  const tone = open || change.direction === 'same' ? 'muted' : change.good ? 'good' : 'bad';
  return (
    <span class={`tile-change ${tone}`} title={`${days[0]?.toUpperCase() ?? ''}${days.slice(1)}: ${before}`}>
      <span aria-hidden="true">
        {arrow} {change.text}
        {open && ' so far'}
      </span>
      <span class="unseen">
        , {beside.passed < 1 && 'so far '}
        {words}
      </span>
    </span>
  );
}
