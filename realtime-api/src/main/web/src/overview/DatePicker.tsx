import type { Period } from '../api/stats';
import { Popup } from '../parts/Popup';
import { rangeText, type Day } from '../text/dates';
import { Calendar } from './Calendar';
import { shifted, withPeriod, withRange, type View } from './view';

export const PERIOD_LABELS: Readonly<Record<Exclude<Period, 'custom'>, string>> = {
  day: 'Today',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  month: 'This month',
  '6mo': 'Last 6 months',
  '12mo': 'Last 12 months',
};
const PRESETS = ['day', '7d', '30d', 'month', '6mo', '12mo'] as const;

interface Props {
  readonly view: View;
  /** First and last day of what is shown; null until the first answer. */
  readonly shown: { readonly from: Day; readonly to: Day } | null;
  readonly today: Day;
  readonly onChange: (view: View) => void;
}

/** Which days are shown: steps to the period before and after, the usual periods, and a calendar. */
export function DatePicker({ view, shown, today, onChange }: Props) {
  return (
    <div class="dates" role="group" aria-label="Period">
      <Step label="Earlier" sign="‹" to={shown && shifted(view, shown, -1, today)} onChange={onChange} />
      <Popup
        class="control dates-button"
        align="end"
        label={
          <>
            <span class="unseen">Period: </span>
            {periodText(view, shown)}
          </>
        }
      >
        {(close) => {
          const choose = (next: View) => {
            close();
            onChange(next);
          };
          return (
            <div class="dates-panel">
              <ul class="menu">
                {PRESETS.map((period) => (
                  <li key={period}>
                    <button
                      type="button"
                      aria-current={view.period === period && view.date === undefined}
                      onClick={() => choose(withPeriod(view, period))}
                    >
                      {PERIOD_LABELS[period]}
                    </button>
                  </li>
                ))}
              </ul>
              <Calendar
                today={today}
                from={shown?.from ?? today}
                to={shown?.to ?? today}
                onChoose={(from, to) => choose(withRange(view, from, to))}
              />
            </div>
          );
        }}
      </Popup>
      <Step label="Later" sign="›" to={shown && shifted(view, shown, 1, today)} onChange={onChange} />
    </div>
  );
}

interface StepProps {
  readonly label: string;
  readonly sign: string;
  readonly to: View | null;
  readonly onChange: (view: View) => void;
}

function Step({ label, sign, to, onChange }: StepProps) {
  return (
    <button type="button" class="control control-icon" aria-label={label} disabled={to === null} onClick={() => to !== null && onChange(to)}>
      {sign}
    </button>
  );
}

function periodText(view: View, shown: Props['shown']): string {
  if (view.period !== 'custom' && view.date === undefined) return PERIOD_LABELS[view.period];
  return shown === null ? 'Chosen days' : rangeText(shown.from, shown.to);
}
