import type { Footfall, Settings } from './fields';
import { track } from './tracker';

export type { Amount, Footfall, HitFields, Product, Settings, TransactionFields } from './fields';

/** What tracks the page, by website. */
const running: Record<string, Footfall> = {};

/**
 * Starts to track the page; called again for the same website, as by a component that is shown anew,
 * it returns what tracks already. Where there is no page, as on a server, it does nothing.
 */
export function init(settings: Settings): Footfall {
  return typeof document === 'undefined' ? () => {} : (running[settings.websiteId] ??= track(settings));
}
