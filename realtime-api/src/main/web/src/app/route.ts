import { isWebsiteId } from '../live/website';
import { decoded } from '../text/decoded';

/** What an address shows. */
export type Route =
  | { readonly page: 'websites' }
  | { readonly page: 'login' }
  | { readonly page: 'account' }
  | { readonly page: 'setup' }
  | { readonly page: 'invite'; readonly token: string }
  | { readonly page: 'share'; readonly linkId: string }
  | { readonly page: 'overview'; readonly websiteId: string }
  | { readonly page: 'live'; readonly websiteId: string }
  | { readonly page: 'settings'; readonly websiteId: string; readonly section: string }
  | { readonly page: 'unknown' };

/** The route of a path; `/?website=ID`, the address of the first live pages, still leads to one. */
export function routeOf(pathname: string, search: string): Route {
  const parts = pathname.split('/').filter((part) => part !== '').map((part) => decoded(part));
  const [first, second, third] = parts;
  if (first === undefined) return rootRoute(search);
  if (parts.length === 1 && first === 'login') return { page: 'login' };
  if (parts.length === 1 && first === 'account') return { page: 'account' };
  if (parts.length === 1 && first === 'setup') return { page: 'setup' };
  if (parts.length === 2 && first === 'invite' && second !== undefined) return { page: 'invite', token: second };
  if (parts.length === 2 && first === 'share' && second !== undefined) return { page: 'share', linkId: second };
  if (!isWebsiteId(first) || parts.length > 3) return { page: 'unknown' };
  if (second === undefined) return { page: 'overview', websiteId: first };
  if (second === 'live' && third === undefined) return { page: 'live', websiteId: first };
  if (second === 'settings') return { page: 'settings', websiteId: first, section: third ?? 'general' };
  return { page: 'unknown' };
}

export function overviewPath(websiteId: string): string {
  return `/${encodeURIComponent(websiteId)}`;
}

export function livePath(websiteId: string): string {
  return `${overviewPath(websiteId)}/live`;
}

export function settingsPath(websiteId: string, section = 'general'): string {
  return `${overviewPath(websiteId)}/settings/${section}`;
}

/** Where to go after signing in: a path of this page, and of no other host. */
export function nextPath(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? '/';
  return /^\/(?![/\\])[^\\\u0000-\u001f]*$/.test(next) ? next : '/';
}

function rootRoute(search: string): Route {
  const websiteId = new URLSearchParams(search).get('website')?.trim() ?? '';
  return isWebsiteId(websiteId) ? { page: 'live', websiteId } : { page: 'websites' };
}
