import { useLayoutEffect, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';
import { standsStill } from './calm';

const SLIDE: KeyframeAnimationOptions = { duration: 350, easing: 'cubic-bezier(.2,.7,.2,1)', composite: 'add' };
const APPEAR: KeyframeAnimationOptions = { duration: 300, easing: 'ease-out' };

/**
 * Lets the rows of a list glide to where a render put them, and new rows fade in, unless most are
 * new: a list that is replaced twice a second would never be more than pale. Rows are told apart by
 * their elements, so they need keys. Slides add up: a row caught in mid-air goes on from there.
 */
export function useSlide<E extends HTMLElement>(): RefObject<E | null> {
  const list = useRef<E>(null);
  const tops = useRef(new WeakMap<Element, number>());
  const rendered = useRef(false);

  useLayoutEffect(() => {
    const still = standsStill() || !rendered.current;
    rendered.current = true;
    if (list.current === null) return;
    const rows = [...list.current.children].filter((row) => row instanceof HTMLElement);
    const fades = 2 * rows.filter((row) => !tops.current.has(row)).length <= rows.length;
    for (const row of rows) {
      const before = tops.current.get(row);
      // Within the list: a row does not move where the whole list does.
      const after = row.offsetTop - list.current.offsetTop;
      tops.current.set(row, after);
      if (still) continue;
      if (before === undefined) {
        if (fades) row.animate([{ opacity: 0 }, { opacity: 1 }], APPEAR);
      } else if (before !== after) {
        row.animate([{ transform: `translateY(${before - after}px)` }, { transform: 'translateY(0)' }], SLIDE);
      }
    }
  });

  return list;
}
