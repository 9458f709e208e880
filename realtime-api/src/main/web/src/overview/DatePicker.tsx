import type { Period } from '../api/stats';
import { Popup } from '../parts/Popup';
import { addDays, firstOfMonth, rangeText, type Day } from '../text/dates';
import { Calendar } from './Calendar';
import { shifted, withPeriod, withRange, type View } from './view';

interface Preset {
  readonly label: string;
  readonly period: Exclude<Period, 'custom'>;
  /** None: up to today. */
  readonly date?: Day;
}

/** The usual periods as of a day. */
function presetsOf(today: Day): readonly Preset[] {
  return [
    { label: 'Today', period: 'day' },
    { label: 'Yesterday', period: 'day', date: addDays(today, -1) },
    { label: 'Last 7 days', period: '7d' },
    { label: 'Last 30 days', period: '30d' },
    { label: 'This month', period: 'month' },
    { label: 'Last month', period: 'month', date: addDays(firstOfMonth(today), -1) },
    { label: 'Last 6 months', period: '6mo' },
    { label: 'Last 12 months', period: '12mo' },
  ];
}

interface Props {
  readonly view: View;
  /** First and last day of what is shown; null until the first answer. */
  readonly shown: { readonly from: Day; readonly to: Day } | null;
  readonly today: Day;
  readonly onChange: (view: View) => void;
}

/** Which days are shown: steps to the period before and after, the usual periods, and a calendar. */
export function DatePicker({ view, shown, today, onChange }: Props) {
  const presets = presetsOf(today);
  return (
    <div class="dates" role="group" aria-label="Period">
      <Step label="Earlier" sign="‹" to={shown && shifted(view, shown, -1, today)} onChange={onChange} />
      <Popup
        class="control dates-button"
        align="end"
        label={
          <>
            <span class="unseen">Period: </span>
            {presets.find((preset) => isShown(preset, view))?.label ?? (shown === null ? 'Chosen days' : rangeText(shown.from, shown.to))}
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
                {presets.map((preset) => (
                  <li key={preset.label}>
                    <button type="button" aria-current={isShown(preset, view)} onClick={() => choose(viewOfPreset(preset, view))}>
                      {preset.label}
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

function isShown({ period, date }: Preset, view: View): boolean {
  return view.period === period && view.date === date;
}

function viewOfPreset({ period, date }: Preset, view: View): View {
  return { ...withPeriod(view, period), ...(date === undefined ? {} : { date }) };
}
