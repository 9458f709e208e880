const REMEMBERED = 'footfall.websites';
const REMEMBERED_AT_MOST = 12;

/** Shown where no website was asked for and none is remembered: the one `./footfall simulate` fills first. */
export const DEFAULT_WEBSITE = 'demo';

/** Whether `id` can name a website: 1 to 64 letters, digits, dots, underscores or hyphens. */
export function isWebsiteId(id: string): boolean {
  return /^[A-Za-z0-9_.-]{1,64}$/.test(id);
}

/** The website to show: the address' `?website=`, else the one seen last, else `demo`. */
export function chosenWebsite(search: string, remembered: readonly string[]): string {
  const asked = new URLSearchParams(search).get('website')?.trim() ?? '';
  return isWebsiteId(asked) ? asked : (remembered[0] ?? DEFAULT_WEBSITE);
}

/** Websites seen in this browser, latest first; empty where the browser keeps nothing. */
export function rememberedWebsites(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(REMEMBERED) ?? '[]');
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string' && isWebsiteId(id)) : [];
  } catch {
    // Storage may be forbidden or hold another page's text; the page works without a memory.
    return [];
  }
}

/** Puts `id` first among the remembered websites and returns them. */
export function rememberWebsite(id: string): string[] {
  const websites = [id, ...rememberedWebsites().filter((other) => other !== id)].slice(0, REMEMBERED_AT_MOST);
  try {
    localStorage.setItem(REMEMBERED, JSON.stringify(websites));
  } catch {
    // As above: a browser that keeps nothing starts at the default website next time.
  }
  return websites;
}

/** The address of a website's feed on the server that served the page. */
export function feedUrl(location: Pick<Location, 'protocol' | 'host'>, id: string): string {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return `${scheme}//${location.host}/api/live/${encodeURIComponent(id)}`;
}
