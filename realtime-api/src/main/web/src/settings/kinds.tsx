import type { Annotation } from '../api/accounts';
import type { CustomDimension, CustomMetric, Goal, Property } from '../api/items';
import type { Choice, Field, Values } from '../parts/fields';
import { fullDay } from '../text/dates';
import { visible } from '../text/visible';
import type { Column, Kind } from './Collection';
import { NAME_COLUMN, nameField } from './named';

const GOAL_TYPES: readonly Choice[] = [
  { value: 'destination', label: 'A page is seen' },
  { value: 'event', label: 'An event happens' },
  { value: 'duration', label: 'A session lasts' },
  { value: 'pages_per_session', label: 'A session has pages' },
];

export const MATCHES: readonly Choice[] = [
  { value: 'equals', label: 'equals' },
  { value: 'begins_with', label: 'begins with' },
  { value: 'regex', label: 'matches the pattern' },
];

const STATE_COLUMN: Column<{ readonly is_active: boolean }> = { label: 'State', cell: ({ is_active }) => (is_active ? 'Active' : 'Off') };

export const GOALS: Kind<Goal> = {
  collection: 'goals',
  title: 'Goals',
  about: 'A session that meets an active one counts as a conversion.',
  one: 'goal',
  emptyText: 'No goals yet. A thank-you page or a signup event is a good first one.',
  idOf: (goal) => goal.goal_id,
  nameOf: (goal) => goal.name,
  columns: [
    NAME_COLUMN,
    { label: 'Met when', cell: goalText },
    { label: 'Worth', cell: (goal) => (goal.value === null ? '–' : goal.value.toLocaleString('en', { maximumFractionDigits: 4 })) },
    STATE_COLUMN,
  ],
  fields: (goal) => [
    nameField(goal?.name),
    { kind: 'choice', name: 'goal_type', label: 'It is met when', choices: GOAL_TYPES, initial: goal?.goal_type ?? 'destination' },
    { kind: 'choice', name: 'match_type', label: 'How it is compared', choices: MATCHES, initial: goal?.match_type ?? 'equals', when: (values) => isMatched(values) },
    { kind: 'text', name: 'pattern', label: 'Path or event name', required: true, maxLength: 500, initial: goal?.pattern ?? '', hint: 'Such as /thank-you or signup', when: (values) => isMatched(values) },
    {
      kind: 'number',
      name: 'threshold',
      label: 'At least',
      required: true,
      min: 1,
      step: 1,
      initial: goal?.threshold ?? '',
      hint: 'Seconds of the session, or pages in it',
      when: (values) => !isMatched(values),
    },
    { kind: 'number', name: 'value', label: 'Worth', min: 0, step: 'any', initial: goal?.value ?? '', hint: 'In the website’s currency' },
    activeField(goal?.is_active),
  ],
  changes: true,
};

const INDEXES = Array.from({ length: 20 }, (_, place) => place + 1);

export const CUSTOM_DIMENSIONS = numbered<CustomDimension>(
  {
    collection: 'custom_dimensions',
    title: 'Custom dimensions',
    about: 'Names for custom_dimension_1 to 20, which your pages send with their hits.',
    one: 'dimension',
    idOf: (dimension) => dimension.custom_dimension_id,
  },
  { name: 'scope', label: 'Scope', values: ['hit', 'session', 'visitor'], of: (dimension) => dimension.scope },
);

export const CUSTOM_METRICS = numbered<CustomMetric>(
  {
    collection: 'custom_metrics',
    title: 'Custom metrics',
    about: 'Names for custom_metric_1 to 20, numbers which your pages send with their hits.',
    one: 'metric',
    idOf: (metric) => metric.custom_metric_id,
  },
  { name: 'type', label: 'Type', values: ['integer', 'decimal', 'currency', 'seconds'], of: (metric) => metric.type },
);

export const PROPERTIES: Kind<Property> = {
  collection: 'properties',
  title: 'Properties',
  about: 'Notes of your own about this website, by name, for scripts that use the API.',
  one: 'property',
  emptyText: 'None yet.',
  idOf: (property) => property.property_id,
  nameOf: (property) => property.name,
  columns: [
    NAME_COLUMN,
    { label: 'Value', cell: (property) => visible(property.value) },
  ],
  fields: (property) => [
    nameField(property?.name),
    { kind: 'text', name: 'value', label: 'Value', required: true, maxLength: 1_000, initial: property?.value ?? '' },
  ],
  changes: true,
};

export const ANNOTATIONS: Kind<Annotation> = {
  collection: 'annotations',
  title: 'Notes in the chart',
  about: 'What happened on a day: a launch, a newsletter, an outage.',
  one: 'note',
  emptyText: 'No notes yet.',
  idOf: (annotation) => annotation.annotation_id,
  nameOf: (annotation) => annotation.text,
  columns: [
    { label: 'Day', cell: (annotation) => fullDay(annotation.date) },
    { label: 'Text', cell: (annotation) => visible(annotation.text) },
  ],
  fields: (annotation) => [
    { kind: 'date', name: 'date', label: 'Day', required: true, initial: annotation?.date ?? '' },
    { kind: 'text', name: 'text', label: 'What happened', required: true, maxLength: 500, initial: annotation?.text ?? '' },
  ],
  changes: true,
};

interface Numbered {
  readonly index: number;
  readonly name: string;
  readonly is_active: boolean;
}

interface Choosing<Item> {
  readonly name: string;
  readonly label: string;
  /** The first is that of a new one. */
  readonly values: readonly string[];
  readonly of: (item: Item) => string;
}

/** Definitions by number, each with one choice of its own. */
function numbered<Item extends Numbered>(
  own: Pick<Kind<Item>, 'collection' | 'title' | 'about' | 'one' | 'idOf'>,
  { name, label, values, of }: Choosing<Item>,
): Kind<Item> {
  return {
    ...own,
    emptyText: 'None are named yet.',
    nameOf: (item) => item.name,
    columns: [{ label: 'Number', cell: (item) => item.index }, NAME_COLUMN, { label, cell: of }, STATE_COLUMN],
    fields: (item, all) => [
      { kind: 'choice', name: 'index', label: 'Number', numeric: true, choices: freeIndexes(item?.index, all), initial: String(item?.index ?? '') },
      nameField(item?.name),
      { kind: 'choice', name, label, choices: values.map((value) => ({ value, label: value })), initial: item === null ? (values[0] ?? '') : of(item) },
      activeField(item?.is_active),
    ],
    changes: true,
  };
}

function activeField(initial = true): Field {
  return { kind: 'check', name: 'is_active', label: 'Active', initial };
}

function isMatched(values: Values): boolean {
  return values['goal_type'] === 'destination' || values['goal_type'] === 'event';
}

function goalText(goal: Goal): string {
  switch (goal.goal_type) {
    case 'destination':
      return `Page ${matchText(goal)}`;
    case 'event':
      return `Event ${matchText(goal)}`;
    case 'duration':
      return `Session of ${goal.threshold ?? 0} s or more`;
    case 'pages_per_session':
      return `${goal.threshold ?? 0} pages or more`;
  }
}

function matchText({ match_type, pattern }: Goal): string {
  const label = MATCHES.find(({ value }) => value === match_type)?.label ?? 'equals';
  return `${label} ${visible(pattern ?? '')}`;
}

function freeIndexes(own: number | undefined, all: readonly { readonly index: number }[]): Choice[] {
  const taken = new Set(all.map(({ index }) => index).filter((index) => index !== own));
  return INDEXES.filter((index) => !taken.has(index)).map((index) => ({ value: String(index), label: String(index) }));
}
