const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** 12345 as "12,345". */
export function count(value: number): string {
  return whole.format(value);
}

/** 0.0163 as "1.6 %"; shares below a tenth of a percent as "< 0.1 %". */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return '< 0.1 %';
  const digits = share > 0 && share < 0.0995 ? 1 : 0;
  return `${(share * 100).toFixed(digits)} %`;
}

/** "1 pageview", "2 pageviews". */
export function counted(value: number, one: string): string {
  return `${count(value)} ${value === 1 ? one : `${one}s`}`;
}

/** The reader's own hour and minute of an epoch ms: "14:05". */
export function clockTime(epochMs: number): string {
  return clock.format(epochMs);
}

/** How long ago something was: "now" under 2 s, then "9 s", "4 min", "2 h". */
export function ago(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 2) return 'now';
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  return `${Math.floor(seconds / 3_600)} h`;
}

/** A delay as exact as it is useful: "0.18 s", "2.4 s", "35 s", "4 min". */
export function delay(ms: number): string {
  if (ms < 1_000) return `${(ms / 1_000).toFixed(2)} s`;
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  return ago(ms);
}
