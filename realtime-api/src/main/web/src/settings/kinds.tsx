import type { Annotation } from '../api/accounts';
import type { CustomDimension, CustomMetric, Goal, Property } from '../api/items';
import type { Choice, Values } from '../parts/fields';
import { fullDay } from '../text/dates';
import { count } from '../text/numbers';
import { visible } from '../text/visible';
import type { Kind } from './Collection';

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

export const GOALS: Kind<Goal> = {
  collection: 'goals',
  title: 'Goals',
  about: 'A session that meets an active one counts as a conversion.',
  one: 'goal',
  emptyText: 'No goals yet. A thank-you page or a signup event is a good first one.',
  idOf: (goal) => goal.goal_id,
  nameOf: (goal) => goal.name,
  columns: [
    { label: 'Name', cell: (goal) => visible(goal.name) },
    { label: 'Met when', cell: goalText },
    { label: 'Worth', cell: (goal) => (goal.value === null ? '–' : count(goal.value)) },
    { label: 'State', cell: stateText },
  ],
  fields: (goal) => [
    { kind: 'text', name: 'name', label: 'Name', required: true, maxLength: 100, initial: goal?.name ?? '' },
    { kind: 'choice', name: 'goal_type', label: 'It is met when', choices: GOAL_TYPES, initial: goal?.goal_type ?? 'destination' },
    { kind: 'choice', name: 'match_type', label: 'Path or event name', choices: MATCHES, initial: goal?.match_type ?? 'equals', when: (values) => isMatched(values) },
    { kind: 'text', name: 'pattern', label: 'Text', required: true, maxLength: 500, initial: goal?.pattern ?? '', hint: 'Such as /thank-you or signup', when: (values) => isMatched(values) },
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
    { kind: 'check', name: 'is_active', label: 'Active', initial: goal?.is_active ?? true },
  ],
  changes: true,
};

const INDEXES = Array.from({ length: 20 }, (_, place) => place + 1);

export const CUSTOM_DIMENSIONS: Kind<CustomDimension> = {
  collection: 'custom_dimensions',
  title: 'Custom dimensions',
  about: 'Names for custom_dimension_1 to 20, which your pages send with their hits.',
  one: 'dimension',
  emptyText: 'None are named yet.',
  idOf: (dimension) => dimension.custom_dimension_id,
  nameOf: (dimension) => dimension.name,
  columns: [
    { label: 'Number', cell: (dimension) => dimension.index },
    { label: 'Name', cell: (dimension) => visible(dimension.name) },
    { label: 'Scope', cell: (dimension) => dimension.scope },
    { label: 'State', cell: stateText },
  ],
  fields: (dimension, all) => [
    { kind: 'choice', name: 'index', label: 'Number', numeric: true, choices: freeIndexes(dimension?.index, all), initial: String(dimension?.index ?? '') },
    { kind: 'text', name: 'name', label: 'Name', required: true, maxLength: 100, initial: dimension?.name ?? '' },
    { kind: 'choice', name: 'scope', label: 'Scope', choices: choicesOf(['hit', 'session', 'visitor']), initial: dimension?.scope ?? 'hit' },
    { kind: 'check', name: 'is_active', label: 'Active', initial: dimension?.is_active ?? true },
  ],
  changes: true,
};

export const CUSTOM_METRICS: Kind<CustomMetric> = {
  collection: 'custom_metrics',
  title: 'Custom metrics',
  about: 'Names for custom_metric_1 to 20, numbers which your pages send with their hits.',
  one: 'metric',
  emptyText: 'None are named yet.',
  idOf: (metric) => metric.custom_metric_id,
  nameOf: (metric) => metric.name,
  columns: [
    { label: 'Number', cell: (metric) => metric.index },
    { label: 'Name', cell: (metric) => visible(metric.name) },
    { label: 'Type', cell: (metric) => metric.type },
    { label: 'State', cell: stateText },
  ],
  fields: (metric, all) => [
    { kind: 'choice', name: 'index', label: 'Number', numeric: true, choices: freeIndexes(metric?.index, all), initial: String(metric?.index ?? '') },
    { kind: 'text', name: 'name', label: 'Name', required: true, maxLength: 100, initial: metric?.name ?? '' },
    { kind: 'choice', name: 'type', label: 'Type', choices: choicesOf(['integer', 'decimal', 'currency', 'seconds']), initial: metric?.type ?? 'integer' },
    { kind: 'check', name: 'is_active', label: 'Active', initial: metric?.is_active ?? true },
  ],
  changes: true,
};

export const PROPERTIES: Kind<Property> = {
  collection: 'properties',
  title: 'Properties',
  about: 'Notes of your own about this website, by name, for scripts that use the API.',
  one: 'property',
  emptyText: 'None yet.',
  idOf: (property) => property.property_id,
  nameOf: (property) => property.name,
  columns: [
    { label: 'Name', cell: (property) => visible(property.name) },
    { label: 'Value', cell: (property) => visible(property.value) },
  ],
  fields: (property) => [
    { kind: 'text', name: 'name', label: 'Name', required: true, maxLength: 100, initial: property?.name ?? '' },
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

function stateText(item: { readonly is_active: boolean }): string {
  return item.is_active ? 'Active' : 'Off';
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

function choicesOf(values: readonly string[]): Choice[] {
  return values.map((value) => ({ value, label: value }));
}
