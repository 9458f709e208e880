import type { Goal } from '../api/items';
import { visible } from './visible';

const SOURCES: Readonly<Record<string, string>> = {
  direct: 'Direct',
  organic: 'Organic search',
  referral: 'Referral',
  social: 'Social',
  email: 'Email',
  paid: 'Paid',
};

const DEVICES: Readonly<Record<string, string>> = {
  desktop: 'Desktop',
  mobile: 'Mobile',
  tablet: 'Tablet',
  tv: 'TV',
  bot: 'Bot',
  other: 'Other',
};

const countryNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** "Organic search" for `organic`; anything unknown is shown as it came. */
export function sourceLabel(source: string): string {
  return labelFrom(SOURCES, source);
}

export function deviceLabel(device: string): string {
  return labelFrom(DEVICES, device);
}

/** "Germany" for `DE`; "Unknown" for none. */
export function countryLabel(code: string): string {
  const name = /^[A-Z]{2}$/.test(code) ? countryNames.of(code) : undefined;
  return name ?? labelFrom({ other: 'Other countries' }, code);
}

/** The two letters of a country, a dash for what is none. */
export function countryCode(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? code : '–';
}

/**
 * A goal by its id; one that is not in the list any more was deleted.
 *
 * @param goals null while they are not known
 */
export function goalLabel(goals: readonly Goal[] | null, goalId: string): string {
  if (goalId === '') return 'No goal';
  if (goals === null) return 'Goal';
  return visible(goals.find((goal) => goal.goal_id === goalId)?.name ?? 'Deleted goal');
}

function labelFrom(labels: Readonly<Record<string, string>>, value: string): string {
  if (value === '') return 'Unknown';
  return Object.hasOwn(labels, value) ? (labels[value] ?? value) : visible(value);
}
