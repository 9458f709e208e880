/** Names of time zones and currencies that this browser knows, for suggestions only: the server decides. */
export const TIME_ZONES: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone')];
export const CURRENCIES: readonly string[] = Intl.supportedValuesOf('currency');

export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
