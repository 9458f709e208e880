import { useEffect, useState } from 'preact/hooks';
import { counted } from '../text/numbers';
import type { LiveFrame } from './frames';

const EVERY_MS = 30_000;

/** Tells screen readers the number now and then, instead of twice a second. */
export function Announcer({ frame }: { readonly frame: LiveFrame | null }) {
  const [said, setSaid] = useState<{ text: string; at: number }>({ text: '', at: -Infinity });

  useEffect(() => {
    if (frame === null) return;
    const now = performance.now();
    const text = `${counted(frame.activeUsers, 'active user')} now`;
    if (text !== said.text && now - said.at >= EVERY_MS) setSaid({ text, at: now });
  }, [frame]);

  return (
    <p class="unseen" aria-live="polite">
      {said.text}
    </p>
  );
}
