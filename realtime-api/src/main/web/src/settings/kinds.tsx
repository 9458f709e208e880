import { ROLES, type Annotation } from '../api/accounts';
import type {
  ApiKey,
  AuditEntry,
  CustomDimension,
  CustomMetric,
  Goal,
  Invite,
  Member,
  Property,
  SharedLink,
} from '../api/items';
import { SHORTEST_PASSWORD } from '../access/accountFields';
import type { Choice, Values } from '../parts/fields';
import { Snippet } from '../parts/Snippet';
import { fullDay } from '../text/dates';
import { count } from '../text/numbers';
import { visible } from '../text/visible';
import type { Kind } from './Collection';

const ROLE_CHOICES = ROLES.map((value) => ({ value, label: value }));
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

export const MEMBERS: Kind<Member> = {
  collection: 'members',
  title: 'Members',
  about: 'Viewers look, editors keep goals and notes, admins change settings and invite, owners may also delete.',
  one: 'member',
  emptyText: 'Nobody yet.',
  idOf: (member) => member.user_id,
  nameOf: (member) => member.email,
  columns: [
    { label: 'Name', cell: (member) => visible(member.name) },
    { label: 'Email', cell: (member) => visible(member.email) },
    { label: 'Role', cell: (member) => member.role },
  ],
  fields: (member) => [{ kind: 'choice', name: 'role', label: 'Role', choices: ROLE_CHOICES, initial: member?.role ?? 'viewer' }],
  adds: false,
  changes: true,
};

export const INVITES: Kind<Invite> = {
  collection: 'invites',
  title: 'Invites',
  about: 'An invite is a link for one person. It is shown once, and works once.',
  one: 'invite',
  emptyText: 'No open invites.',
  idOf: (invite) => invite.invite_id,
  nameOf: (invite) => `invite for ${invite.role}`,
  columns: [
    { label: 'Role', cell: (invite) => invite.role },
    { label: 'Until', cell: (invite) => momentText(invite.expires_at) },
  ],
  fields: () => [
    { kind: 'choice', name: 'role', label: 'Role', choices: ROLE_CHOICES },
  ],
  removeWord: 'Withdraw',
  afterAdd: ({ token }) => token !== undefined && <Once title="Invite link" text={`${location.origin}/invite/${token}`} />,
};

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
  about: 'A session that meets one counts as a conversion, from the next minute on.',
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

const SCOPES = ['stats:read', 'live:read', 'events:write', 'settings:write'];

export const API_KEYS: Kind<ApiKey> = {
  collection: 'api_keys',
  title: 'API keys',
  about: 'For programs: sent as Authorization: Bearer. A key is shown once and kept only as a hash.',
  one: 'key',
  emptyText: 'No keys yet.',
  idOf: (key) => key.api_key_id,
  nameOf: (key) => key.name,
  columns: [
    { label: 'Name', cell: (key) => visible(key.name) },
    { label: 'May', cell: (key) => key.scopes.join(', ') },
    { label: 'Made', cell: (key) => momentText(key.created_at) },
    { label: 'Last used', cell: (key) => (key.last_used_at === null ? 'Never' : momentText(key.last_used_at)) },
  ],
  fields: () => [
    { kind: 'text', name: 'name', label: 'Name', required: true, maxLength: 100, hint: 'What will use it' },
    ...SCOPES.map((scope) => ({ kind: 'check', name: scope, label: scope, initial: scope === 'stats:read' }) as const),
  ],
  body: (values) => ({ name: values['name'], scopes: SCOPES.filter((scope) => values[scope] === true) }),
  shows: (key) => key.revoked_at === null,
  removeWord: 'Revoke',
  afterAdd: ({ key }) => key !== undefined && <Once title="API key" text={key} />,
};

export const SHARED_LINKS: Kind<SharedLink> = {
  collection: 'shared_links',
  title: 'Shared links',
  about: 'Whoever has a link sees this website’s numbers, and nothing else, without an account.',
  one: 'link',
  emptyText: 'Nothing is shared.',
  idOf: (link) => link.link_id,
  nameOf: (link) => link.name,
  columns: [
    { label: 'Name', cell: (link) => visible(link.name) },
    {
      label: 'Link',
      cell: (link) => (
        <a href={`/share/${encodeURIComponent(link.link_id)}`} target="_blank" rel="noopener noreferrer">
          /share/{visible(link.link_id)}
        </a>
      ),
    },
    { label: 'Password', cell: (link) => (link.has_password ? 'Yes' : 'None') },
  ],
  fields: () => [
    { kind: 'text', name: 'name', label: 'Name', required: true, maxLength: 100, hint: 'Who it is for' },
    { kind: 'password', name: 'password', label: 'Password', autocomplete: 'new-password', minLength: SHORTEST_PASSWORD, maxLength: 128 },
  ],
  removeWord: 'Withdraw',
  afterAdd: ({ link_id }) => <Once title="Shared link" text={`${location.origin}/share/${link_id}`} lasting />,
};

export const AUDIT: Kind<AuditEntry> = {
  collection: 'audit',
  title: 'Audit log',
  about: 'Who changed what of this website, newest first.',
  one: 'entry',
  emptyText: 'Nothing was changed yet.',
  idOf: (entry) => String(entry.entry_id),
  nameOf: (entry) => entry.action,
  columns: [
    { label: 'When', cell: (entry) => momentText(entry.at) },
    { label: 'Who', cell: (entry) => visible(entry.actor) },
    { label: 'What', cell: (entry) => visible(`${entry.action.replaceAll('_', ' ')} ${entry.subject}`) },
    { label: 'Detail', cell: (entry) => detailText(entry.detail) },
  ],
  removes: false,
};

/** A text to copy now; a secret says that it will not be shown again. */
function Once({ title, text, lasting = false }: { readonly title: string; readonly text: string; readonly lasting?: boolean }) {
  return (
    <div class="once" role="status">
      <Snippet title={title} code={text} />
      {!lasting && <p class="hint">Copy it now: it will not be shown again.</p>}
    </div>
  );
}

/** "1 Nov 2026, 14:05" of an RFC 3339 time, by the reader's clock. */
export function momentText(time: string): string {
  const at = Date.parse(time);
  return Number.isNaN(at) ? visible(time) : DAY.format(at);
}

/** `{"sampling_rate":0.5}` as "sampling_rate: 0.5". */
function detailText(detail: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(detail).map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return parts.length === 0 ? '–' : visible(parts.join(', '));
}

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
