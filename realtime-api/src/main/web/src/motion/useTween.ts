import { useLayoutEffect, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';
import { standsStill } from './calm';

const DURATION_MS = 450;

/**
 * Runs an element's text from the number it shows to `target`.
 *
 * @param write the text of a number; called for each animation frame
 * @return to be given to the element, which must have no other content
 */
export function useTween<E extends HTMLElement>(target: number, write: (value: number) => string): RefObject<E | null> {
  const element = useRef<E>(null);
  const shown = useRef(target);

  // Before it is painted: an element without its first text would have no height.
  useLayoutEffect(() => {
    const show = (value: number) => {
      shown.current = value;
      const text = write(Math.round(value));
      if (element.current !== null && element.current.textContent !== text) element.current.textContent = text;
    };
    const from = shown.current;
    if (standsStill() || from === target) {
      show(target);
      return undefined;
    }
    const start = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const progress = Math.min(1, Math.max(0, (now - start) / DURATION_MS));
      show(from + (target - from) * (1 - (1 - progress) ** 3));
      if (progress < 1) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [target]);

  return element;
}
