import { COMPARISONS, type Comparison } from '../api/stats';
import { Popup } from '../parts/Popup';
import type { View } from './view';

const LABELS: Readonly<Record<Comparison, string>> = {
  previous_period: 'Previous period',
  previous_year: 'Previous year',
  none: 'Nothing',
};

/** What is left of a label where there is no room. */
const SHORT: Readonly<Record<Comparison, string>> = { previous_period: 'period', previous_year: 'year', none: 'nothing' };

interface Props {
  readonly view: View;
  readonly onChange: (view: View) => void;
}

/** What the numbers are compared with. */
export function ComparisonChoice({ view, onChange }: Props) {
  return (
    <Popup
      align="end"
      label={
        <>
          <span class="muted">vs</span>
          <span class="wide-only">{LABELS[view.compare].toLowerCase()}</span>
          <span class="narrow-only">{SHORT[view.compare]}</span>
        </>
      }
      title="What the numbers are compared with"
    >
      {(close) => (
        <ul class="menu">
          {COMPARISONS.map((compare) => (
            <li key={compare}>
              <button
                type="button"
                aria-current={compare === view.compare}
                onClick={() => {
                  close();
                  onChange({ ...view, compare });
                }}
              >
                {LABELS[compare]}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Popup>
  );
}
