import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { addDays, addMonths, longDay, monthName, weekday, weeksOf, type Day } from '../text/dates';

interface Props {
  readonly today: Day;
  /** The days that are shown now. */
  readonly from: Day;
  readonly to: Day;
  readonly onChoose: (from: Day, to: Day) => void;
}

const WEEKDAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];

/**
 * A month to choose a first and a last day from. Arrows go by days and weeks, Page up and Page down
 * by months, Home and End to the ends of a week; days to come cannot be chosen.
 */
export function Calendar({ today, from, to, onChoose }: Props) {
  const [at, setAt] = useState(to > today ? today : to);
  const [first, setFirst] = useState<Day | null>(null);
  const grid = useRef<HTMLTableElement>(null);
  const focusing = useRef(false);

  useLayoutEffect(() => {
    if (!focusing.current) return;
    focusing.current = false;
    grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [at]);

  const noLater = (day: Day) => (day > today ? today : day);
  const go = (months: number) => setAt((before) => noLater(addMonths(before, months)));
  const pick = (day: Day) => {
    if (day > today) return;
    setAt(day);
    if (first === null) setFirst(day);
    else onChoose(day < first ? day : first, day < first ? first : day);
  };
  const [begin, end] = first === null ? [from, to] : first < at ? [first, at] : [at, first];
  return (
    <div class="calendar">
      <div class="calendar-head">
        <button type="button" class="control control-icon" aria-label="Month before" onClick={() => go(-1)}>
          ‹
        </button>
        <strong aria-live="polite">{monthName(at)}</strong>
        <button
          type="button"
          class="control control-icon"
          aria-label="Month after"
          disabled={at.slice(0, 7) >= today.slice(0, 7)}
          onClick={() => go(1)}
        >
          ›
        </button>
      </div>
      <table
        ref={grid}
        role="grid"
        aria-label="Days; arrow keys move"
        onKeyDown={(press) => {
          if (dayAfterKey(press.key, at) === null) return;
          press.preventDefault();
          focusing.current = true;
          // From where the last key led, which may not be drawn yet.
          setAt((before) => noLater(dayAfterKey(press.key, before) ?? before));
        }}
      >
        <thead>
          <tr>
            {WEEKDAYS.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(at).map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day} role="gridcell" aria-selected={day >= begin && day <= end}>
                  <button
                    type="button"
                    class={classOf(day, at, begin, end)}
                    tabIndex={day === at ? 0 : -1}
                    aria-label={longDay(day)}
                    aria-current={day === today ? 'date' : undefined}
                    aria-disabled={day > today}
                    onClick={() => pick(day)}
                  >
                    {Number(day.slice(8))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="hint" role="status">
        {first === null ? 'Choose the first day' : 'Now the last day'}
      </p>
    </div>
  );
}

function classOf(day: Day, at: Day, begin: Day, end: Day): string {
  const names = ['day'];
  if (day.slice(0, 7) !== at.slice(0, 7)) names.push('day-outside');
  if (day >= begin && day <= end) names.push('day-within');
  if (day === begin || day === end) names.push('day-end');
  return names.join(' ');
}

function dayAfterKey(key: string, at: Day): Day | null {
  switch (key) {
    case 'ArrowLeft':
      return addDays(at, -1);
    case 'ArrowRight':
      return addDays(at, 1);
    case 'ArrowUp':
      return addDays(at, -7);
    case 'ArrowDown':
      return addDays(at, 7);
    case 'PageUp':
      return addMonths(at, -1);
    case 'PageDown':
      return addMonths(at, 1);
    case 'Home':
      return addDays(at, -weekday(at));
    case 'End':
      return addDays(at, 6 - weekday(at));
    default:
      return null;
  }
}
