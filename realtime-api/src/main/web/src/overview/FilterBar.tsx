import { useRef, useState } from 'preact/hooks';
import { OPERATORS, type Filter } from '../api/stats';
import { Form } from '../parts/Form';
import { Popup } from '../parts/Popup';
import { visible } from '../text/visible';
import { dimensionName, FILTERABLE, OPERATOR_TEXT, valueName, type Named } from './dimensions';
import { useSuggestions } from './useSuggestions';
import { withFilter, type View } from './view';

/** Of properties, the most frequent ones. */
const MOST_NAMES = 50;

interface Props {
  readonly websiteId: string;
  readonly view: View;
  readonly named: Named;
  readonly onChange: (view: View) => void;
}

/** What the numbers are narrowed down to, each with a way out; and a form for a further filter. */
export function FilterBar({ websiteId, view, named, onChange }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  /** What was pressed goes away; the focus stays here. */
  const drop = (filters: readonly Filter[]) => {
    bar.current?.querySelector('button')?.focus();
    onChange({ ...view, filters });
  };
  return (
    <div class="filters" ref={bar}>
      <Popup class="control" label="Filter" title="Narrow the numbers down">
        {(close) => (
          <FilterPanel
            websiteId={websiteId}
            view={view}
            named={named}
            onFilter={(filter) => {
              close();
              onChange(withFilter(view, filter));
            }}
          />
        )}
      </Popup>
      {view.filters.length > 0 && (
        <ul class="chips" aria-label="Filters">
          {view.filters.map((filter, place) => (
            <Chip
              key={`${filter.operator},${filter.dimension}`}
              filter={filter}
              named={named}
              onRemove={() => drop(view.filters.filter((_, other) => other !== place))}
            />
          ))}
          {view.filters.length > 1 && (
            <li>
              <button type="button" class="link-button" onClick={() => drop([])}>
                Clear all
              </button>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

interface PanelProps extends Omit<Props, 'onChange'> {
  readonly onFilter: (filter: Filter) => void;
}

/** The form for a filter; it suggests values that the shown days have, and properties by name. */
function FilterPanel({ websiteId, view, named, onFilter }: PanelProps) {
  const [{ dimension, value }, setTyped] = useState({ dimension: FILTERABLE[0] ?? '', value: '' });
  // Of several values the last one is being typed.
  const begun = value.lastIndexOf('|') + 1;
  const values = useSuggestions(websiteId, view, dimension === 'goal' ? null : dimension, value.slice(begun).trim());
  const names = useSuggestions(websiteId, view, 'prop_name', '', MOST_NAMES);
  const goals = named.goals ?? [];
  const dimensions = [...FILTERABLE.filter((one) => one !== 'goal' || goals.length > 0), ...named.dimensions.keys(), ...names.map((name) => `prop:${name}`)];
  return (
    <div class="filter-panel">
      <Form
        fields={[
          {
            kind: 'choice',
            name: 'dimension',
            label: 'Show only visits whose',
            choices: dimensions.map((one) => ({ value: one, label: dimensionName(one, named) })),
          },
          {
            kind: 'choice',
            name: 'operator',
            label: 'Condition',
            // A goal is one or another; nobody knows its id.
            choices: OPERATORS.filter((one) => dimension !== 'goal' || one.startsWith('is')).map((one) => ({ value: one, label: OPERATOR_TEXT[one] })),
          },
          {
            kind: 'choice',
            name: 'goal',
            label: 'Value',
            choices: [...goals.map(({ goal_id, name }) => ({ value: goal_id, label: visible(name) })), { value: '', label: 'No goal' }],
            initial: goals[0]?.goal_id ?? '',
            when: (typed) => typed['dimension'] === 'goal',
          },
          {
            kind: 'text',
            name: 'value',
            label: 'Value',
            required: true,
            suggestions: values.map((one) => `${value.slice(0, begun)}${begun > 0 ? ' ' : ''}${one}`),
            hint: 'As it is stored: /pricing, DE, mobile. Several with | between them.',
            when: (typed) => typed['dimension'] !== 'goal',
          },
        ]}
        action="Apply"
        done=""
        focuses
        onTyped={(typed) => setTyped({ dimension: String(typed['dimension']), value: String(typed['value'] ?? '') })}
        onSubmit={(typed) => {
          const filter = filterFrom(typed);
          if (filter !== null) onFilter(filter);
          return Promise.resolve();
        }}
      />
    </div>
  );
}

interface ChipProps {
  readonly filter: Filter;
  readonly named: Named;
  readonly onRemove: () => void;
}

function Chip({ filter, named, onRemove }: ChipProps) {
  const values = filter.values.map((value) => valueName(filter.dimension, value, named)).join(' or ');
  const text = `${dimensionName(filter.dimension, named)} ${OPERATOR_TEXT[filter.operator]} ${values}`;
  return (
    <li class="chip">
      <span class="chip-text" title={text}>
        {dimensionName(filter.dimension, named)} {OPERATOR_TEXT[filter.operator]} <bdi>{values}</bdi>
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
  if (operator === undefined) return null;
  if (values['dimension'] === 'goal') return { operator, dimension: 'goal', values: [String(values['goal'] ?? '')] };
  if (typed.length === 0) return null;
  return { operator, dimension: String(values['dimension']), values: typed };
}
