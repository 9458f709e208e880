import { OPERATORS, type Filter } from '../api/stats';
import type { Dimension } from '../api/stats';
import { Form } from '../parts/Form';
import { Popup } from '../parts/Popup';
import { dimensionName, FILTERABLE, OPERATOR_TEXT, valueName } from './dimensions';
import { withFilter, type View } from './view';

interface Props {
  readonly view: View;
  readonly custom: ReadonlyMap<Dimension, string>;
  readonly onChange: (view: View) => void;
}

/** What the numbers are narrowed down to, each with a way out; and a form for a further filter. */
export function FilterBar({ view, custom, onChange }: Props) {
  return (
    <div class="filters">
      <Popup class="control" label="Filter" title="Narrow the numbers down">
        {(close) => (
          <div class="filter-panel">
            <Form
              fields={[
                {
                  kind: 'choice',
                  name: 'dimension',
                  label: 'Show only visits whose',
                  choices: [...FILTERABLE, ...custom.keys()].map((value) => ({ value, label: dimensionName(value, custom) })),
                },
                { kind: 'choice', name: 'operator', label: 'Condition', choices: OPERATORS.map((value) => ({ value, label: OPERATOR_TEXT[value] })) },
                { kind: 'text', name: 'value', label: 'Value', required: true, hint: 'As it is stored: /pricing, DE, mobile. Several with | between them.' },
              ]}
              action="Apply"
              done=""
              focuses
              onSubmit={(values) => {
                const filter = filterFrom(values);
                close();
                if (filter !== null) onChange(withFilter(view, filter));
                return Promise.resolve();
              }}
            />
          </div>
        )}
      </Popup>
      {view.filters.length > 0 && (
        <ul class="chips" aria-label="Filters">
          {view.filters.map((filter, place) => (
            <Chip
              key={`${filter.operator},${filter.dimension}`}
              filter={filter}
              custom={custom}
              onRemove={() => onChange({ ...view, filters: view.filters.filter((_, other) => other !== place) })}
            />
          ))}
          {view.filters.length > 1 && (
            <li>
              <button type="button" class="link-button" onClick={() => onChange({ ...view, filters: [] })}>
                Clear all
              </button>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

interface ChipProps {
  readonly filter: Filter;
  readonly custom: ReadonlyMap<Dimension, string>;
  readonly onRemove: () => void;
}

function Chip({ filter, custom, onRemove }: ChipProps) {
  const values = filter.values.map((value) => valueName(filter.dimension, value)).join(' or ');
  const text = `${dimensionName(filter.dimension, custom)} ${OPERATOR_TEXT[filter.operator]} ${values}`;
  return (
    <li class="chip">
      <span class="chip-text" title={text}>
        {dimensionName(filter.dimension, custom)} {OPERATOR_TEXT[filter.operator]} <bdi>{values}</bdi>
      </span>
      <button type="button" aria-label={`Remove filter: ${text}`} onClick={onRemove}>
        ×
      </button>
    </li>
  );
}

function filterFrom(values: Readonly<Record<string, unknown>>): Filter | null {
  const operator = OPERATORS.find((one) => one === values['operator']);
  const typed = String(values['value'] ?? '')
    .split('|')
    .map((value) => value.trim())
    .filter((value) => value !== '');
  if (operator === undefined || typed.length === 0) return null;
  return { operator, dimension: String(values['dimension']), values: typed };
}
