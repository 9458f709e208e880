import { useEffect, useState } from 'preact/hooks';

export interface Place {
  readonly pathname: string;
  readonly search: string;
}

const MOVED = 'footfall:moved';

/** Goes to a path of this page, as a link would. `replace`: the way back skips where we are. */
export function navigate(path: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'replace') history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  dispatchEvent(new Event(MOVED));
}

/** Where the reader is, with a new render at each step. */
export function usePlace(): Place {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const onMove = () => setPlace(here());
    addEventListener('popstate', onMove);
    addEventListener(MOVED, onMove);
    return () => {
      removeEventListener('popstate', onMove);
      removeEventListener(MOVED, onMove);
    };
  }, []);
  return place;
}

/** Lets links within this page lead on without loading it again; all others stay the browser's. */
export function followLinks(): void {
  document.addEventListener('click', (click) => {
    if (click.defaultPrevented || click.button !== 0) return;
    if (click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return;
    const link = click.target instanceof Element ? click.target.closest('a') : null;
    if (link === null || link.origin !== location.origin) return;
    if (link.hash !== '' && link.pathname === location.pathname) return;
    if (link.target !== '' || link.hasAttribute('download') || link.pathname.startsWith('/api/')) return;
    click.preventDefault();
    navigate(link.pathname + link.search);
  });
}

function here(): Place {
  return { pathname: location.pathname, search: location.search };
}
