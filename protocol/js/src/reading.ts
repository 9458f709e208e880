/** How long and how far the page in view has been read. */
export interface Reading {
  /** Begins anew, as for another page. */
  restart(): void;
  /** Looks how far the page is scrolled now. */
  measure(): void;
  /** Whole seconds since the start in which the page was visible. */
  seconds(): number;
  /** The furthest the lower edge of the window has come, in whole percent of the page. */
  depth(): number;
}

export function reading(): Reading {
  let visibleMs = 0;
  /** The time from which on to count, 0 while the page is hidden. */
  let since = 0;
  let furthest = 0;

  function settle(): void {
    const now = performance.now();
    if (since) visibleMs += now - since;
    since = document.visibilityState === 'visible' ? now : 0;
  }

  function measure(): void {
    const height = document.documentElement.scrollHeight;
    furthest = Math.max(furthest, Math.min(100, Math.round((100 * (scrollY + innerHeight)) / height)) || 0);
  }

  document.addEventListener('visibilitychange', settle);
  document.addEventListener('scroll', measure, { passive: true });
  return {
    restart() {
      settle();
      visibleMs = furthest = 0;
    },
    measure,
    seconds() {
      settle();
      return Math.round(visibleMs / 1_000);
    },
    depth: () => furthest,
  };
}
