import type { Footfall, Settings } from './fields';
import { track } from './tracker';

export type { Amount, Footfall, HitFields, Product, Settings, TransactionFields } from './fields';

/** Starts to track the page, once. Where there is no page, as on a server, it does nothing. */
export function init(settings: Settings): Footfall {
  return typeof document === 'undefined' ? () => {} : track(settings);
}
