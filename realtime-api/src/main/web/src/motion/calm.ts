const reduced = matchMedia('(prefers-reduced-motion: reduce)');

/** Whether things should stand still: the reader asked for it, or nobody is looking. */
export function standsStill(): boolean {
  return reduced.matches || document.hidden;
}
