import type { Dimension, Metric, Operator } from '../api/stats';
import type { Goal } from '../api/items';
import { countryLabel, deviceLabel, goalLabel, sourceLabel } from '../text/labels';
import { visible, visiblePath } from '../text/visible';

/** One tab of a card: a dimension, and what is told of each of its values; the first metric ranks. */
export interface Facet {
  readonly dimension: Dimension;
  readonly label: string;
  readonly metrics: readonly [Metric, ...Metric[]];
}

/** What a website's owners have named themselves. */
export interface Named {
  readonly dimensions: ReadonlyMap<Dimension, string>;
  /** Null while they are not known. */
  readonly goals: readonly Goal[] | null;
}

export const NOTHING_NAMED: Named = { dimensions: new Map(), goals: null };

export interface Card {
  readonly id: string;
  readonly title: string;
  readonly facets: readonly Facet[];
}

export const CARDS: readonly Card[] = [
  {
    id: 'pages',
    title: 'Pages',
    facets: [
      { dimension: 'page_path', label: 'Top pages', metrics: ['visitors', 'pageviews'] },
      { dimension: 'entry_page', label: 'Entry', metrics: ['sessions', 'bounce_rate'] },
      { dimension: 'exit_page', label: 'Exit', metrics: ['sessions'] },
    ],
  },
  {
    id: 'sources',
    title: 'Sources',
    facets: [
      { dimension: 'source', label: 'Sources', metrics: ['visitors', 'bounce_rate'] },
      { dimension: 'medium', label: 'Mediums', metrics: ['visitors', 'bounce_rate'] },
      { dimension: 'campaign', label: 'Campaigns', metrics: ['visitors', 'conversion_rate'] },
    ],
  },
  {
    id: 'places',
    title: 'Places',
    facets: [
      { dimension: 'country', label: 'Countries', metrics: ['visitors'] },
      { dimension: 'region', label: 'Regions', metrics: ['visitors'] },
      { dimension: 'city', label: 'Cities', metrics: ['visitors'] },
    ],
  },
  {
    id: 'devices',
    title: 'Devices',
    facets: [
      { dimension: 'device_type', label: 'Devices', metrics: ['visitors', 'bounce_rate'] },
      { dimension: 'browser', label: 'Browsers', metrics: ['visitors', 'bounce_rate'] },
      { dimension: 'os', label: 'Systems', metrics: ['visitors', 'bounce_rate'] },
    ],
  },
];

const NAMES: Readonly<Record<string, string>> = {
  page_path: 'Page',
  entry_page: 'Entry page',
  exit_page: 'Exit page',
  source: 'Source',
  medium: 'Medium',
  campaign: 'Campaign',
  country: 'Country',
  region: 'Region',
  city: 'City',
  device_type: 'Device',
  browser: 'Browser',
  os: 'Operating system',
  event_name: 'Event',
  goal: 'Goal',
  prop_name: 'Property name',
};

/** What one may filter by without knowing a property's name. */
export const FILTERABLE: readonly Dimension[] = Object.keys(NAMES);

export const OPERATOR_TEXT: Readonly<Record<Operator, string>> = {
  is: 'is',
  is_not: 'is not',
  contains: 'contains',
  does_not_contain: 'does not contain',
};

/** "Entry page" for `entry_page`, "plan" for `prop:plan`, "Custom dimension 3" for the third. */
export function dimensionName(dimension: Dimension, named: Named = NOTHING_NAMED): string {
  const name = Object.hasOwn(NAMES, dimension) ? NAMES[dimension] : undefined;
  if (name !== undefined) return name;
  if (dimension.startsWith('prop:')) return visible(dimension.slice(5));
  const given = named.dimensions.get(dimension);
  return visible(given ?? dimension.replace('custom_dimension_', 'Custom dimension '));
}

/** A value of a dimension in words. All of it may come from strangers: the result is text. */
export function valueName(dimension: Dimension, value: string, named: Named = NOTHING_NAMED): string {
  switch (dimension) {
    case 'page_path':
    case 'entry_page':
    case 'exit_page':
      return value === '' ? 'No page' : visiblePath(value);
    case 'country':
      return countryLabel(value);
    case 'device_type':
      return deviceLabel(value);
    case 'goal':
      return goalLabel(named.goals, value);
    case 'source':
      return value === '' ? 'Direct' : sourceLabel(value);
    case 'medium':
    case 'campaign':
      return value === '' ? 'None' : visible(value);
    default:
      return value === '' ? 'Unknown' : visible(value);
  }
}

/**
 * The address of a visitor's page on its website; null for what is none. The path comes from
 * visitors: it can lead to no other host and to nothing but https.
 */
export function pageAddress(domain: string, path: string): string | null {
  if (!path.startsWith('/')) return null;
  try {
    const home = new URL(`https://${domain}`);
    const address = new URL(path.replace(/^[/\\]+/, '/'), home);
    return address.protocol === 'https:' && address.host === home.host ? address.href : null;
  } catch {
    // The domain or the path is none.
    return null;
  }
}
