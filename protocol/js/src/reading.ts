/**
 * How long and how far the page in view has been read. A tuple, for its names cost no bytes:
 * `restart` begins anew, as for another page; `measure` looks how far the page is scrolled now;
 * `seconds` are whole ones since the start in which the page was visible; `depth` is the furthest
 * the lower edge of the window has come, in whole percent of the page.
 */
export type Reading = [restart: () => void, measure: () => void, seconds: () => number, depth: () => number];

export function reading(): Reading {
  let visibleMs = 0;
  /** The time from which on to count, 0 while the page is hidden. */
  let since = 0;
  let furthest = 0;

  function settle(): void {
    const now = performance.now();
    if (since) visibleMs += now - since;
    since = document.hidden ? 0 : now;
  }

  function measure(): void {
    const height = document.documentElement.scrollHeight;
    furthest = Math.max(furthest, Math.min(100, Math.round((100 * (scrollY + innerHeight)) / height)) || 0);
  }

  document.addEventListener('visibilitychange', settle);
  addEventListener('scroll', measure, { passive: true });
  return [
    () => {
      settle();
      visibleMs = furthest = 0;
    },
    measure,
    () => {
      settle();
      return Math.round(visibleMs / 1_000);
    },
    () => furthest,
  ];
}
