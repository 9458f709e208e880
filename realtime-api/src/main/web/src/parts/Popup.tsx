import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** What a panel keeps from the edge of the screen, in px. */
const MARGIN = 8;

interface Props {
  readonly label: ComponentChildren;
  /** What the button does, where its label alone does not say it. */
  readonly title?: string;
  readonly class?: string;
  /** The side of the button that the panel keeps to. */
  readonly align?: 'start' | 'end';
  readonly children: (close: () => void) => ComponentChildren;
}

/**
 * A button and a panel that opens below it. Escape, a click elsewhere or leaving it by Tab closes
 * it; the up and down arrows go through what is in it.
 */
export function Popup({ label, title, class: className = 'control', align = 'start', children }: Props) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const id = useId();

  useEffect(() => {
    if (!open) return undefined;
    const onPress = (press: PointerEvent) => {
      if (press.target instanceof Node && root.current?.contains(press.target) === false) setOpen(false);
    };
    document.addEventListener('pointerdown', onPress);
    return () => document.removeEventListener('pointerdown', onPress);
  }, [open]);

  // On a phone a panel beside its button would pass the edge of the screen.
  useLayoutEffect(() => {
    if (!open || panel.current === null) return;
    const { left, right } = panel.current.getBoundingClientRect();
    const beyond = Math.max(0, right + MARGIN - document.documentElement.clientWidth);
    panel.current.style.translate = `${Math.max(MARGIN - left, -beyond)}px`;
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div
      class="popup"
      ref={root}
      onKeyDown={(press) => {
        if (press.key === 'Escape' && open) {
          press.stopPropagation();
          close();
        }
        if (root.current !== null && open) walk(press, root.current);
      }}
      onFocusOut={(leave) => {
        const to = leave.relatedTarget;
        if (to instanceof Node && root.current?.contains(to) === false) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        class={className}
        title={title}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      {open && (
        <div class={`popup-panel popup-${align}`} id={id} ref={panel}>
          {children(close)}
        </div>
      )}
    </div>
  );
}

/** Moves the focus among the panel's links and buttons; fields and grids keep their own arrows. */
function walk(press: KeyboardEvent, root: HTMLElement): void {
  if (press.key !== 'ArrowDown' && press.key !== 'ArrowUp') return;
  const from = press.target;
  if (!(from instanceof HTMLElement) || from.closest('input, select, textarea, [role="grid"]') !== null) return;
  const stops = [...root.querySelectorAll<HTMLElement>('a[href], button:not(:disabled)')].filter(
    (stop) => stop.closest('[role="grid"]') === null,
  );
  const step = press.key === 'ArrowDown' ? 1 : -1;
  const next = stops[(stops.indexOf(from) + step + stops.length) % stops.length];
  if (next === undefined) return;
  press.preventDefault();
  next.focus();
}
