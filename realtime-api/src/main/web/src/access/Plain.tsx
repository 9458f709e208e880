import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';

/** A page with one thing to do, for who is not in yet. */
export function Plain({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  useEffect(() => {
    document.title = `${title} · Footfall`;
  }, [title]);
  return (
    <div class="page plain">
      <main id="main" tabIndex={-1} class="plain-card">
        <p class="brand">
          <img src="/favicon.svg" alt="" width="32" height="32" />
          Footfall
        </p>
        <h1>{title}</h1>
        {children}
      </main>
    </div>
  );
}
