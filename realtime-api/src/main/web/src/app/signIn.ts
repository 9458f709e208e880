import { navigate } from './navigation';

/** Leads to the sign-in page, and back here after it. */
export function askToSignIn(): void {
  if (location.pathname === '/login') return;
  const here = location.pathname + location.search;
  navigate(here === '/' ? '/login' : `/login?next=${encodeURIComponent(here)}`, 'replace');
}
