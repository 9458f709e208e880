import { count } from '../text/numbers';
import { useTween } from './useTween';

/** A whole number that runs to its new value. */
export function MovingNumber({ value }: { readonly value: number }) {
  const text = useTween<HTMLSpanElement>(value, count);
  return <span ref={text} />;
}
