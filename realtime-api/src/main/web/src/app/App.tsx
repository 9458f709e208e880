import { useEffect, useRef, useState } from 'preact/hooks';
import { me } from '../api/accounts';
import { Problem, problemText } from '../api/client';
import { AccountPage } from '../access/AccountPage';
import { InvitePage } from '../access/InvitePage';
import { SetupPage } from '../access/SetupPage';
import { SharePage } from '../access/SharePage';
import { SignInPage } from '../access/SignInPage';
import { Plain } from '../access/Plain';
import { LivePage } from '../live/LivePage';
import { OverviewPage } from '../overview/OverviewPage';
import { SettingsPage } from '../settings/SettingsPage';
import { WebsitesPage } from '../websites/WebsitesPage';
import { navigate, usePlace } from './navigation';
import { livePath, routeOf, type Route } from './route';
import { SessionContext, type Session, type SessionHolder } from './session';

/** The page that the address asks for, for whoever is signed in. */
export function App() {
  const place = usePlace();
  const route = routeOf(place.pathname, place.search);
  const holder = useSessionHolder();
  const legacy = route.page === 'live' && place.pathname === '/' ? route.websiteId : null;

  useEffect(() => {
    if (legacy !== null) navigate(livePath(legacy), 'replace');
  }, [legacy]);
  useFreshPage(`${route.page} ${'websiteId' in route ? route.websiteId : ''}`);

  return <SessionContext.Provider value={holder}>{pageOf(route)}</SessionContext.Provider>;
}

function pageOf(route: Route) {
  switch (route.page) {
    case 'websites':
      return <WebsitesPage />;
    case 'login':
      return <SignInPage />;
    case 'account':
      return <AccountPage />;
    case 'setup':
      return <SetupPage />;
    case 'invite':
      return <InvitePage token={route.token} />;
    case 'share':
      return <SharePage linkId={route.linkId} />;
    case 'overview':
      return <OverviewPage key={route.websiteId} websiteId={route.websiteId} />;
    case 'live':
      return <LivePage key={route.websiteId} websiteId={route.websiteId} />;
    case 'settings':
      return <SettingsPage key={route.websiteId} websiteId={route.websiteId} section={route.section} />;
    case 'unknown':
      return (
        <Plain title="Nothing here">
          <p>
            This address leads to no page. <a href="/">Go to your websites.</a>
          </p>
        </Plain>
      );
  }
}

function useSessionHolder(): SessionHolder {
  const [session, setSession] = useState<Session>({ kind: 'asking' });
  const refresh = async () => {
    const known = await sessionNow();
    setSession(known);
    return known;
  };
  useEffect(() => void refresh(), []);
  return { session, refresh };
}

async function sessionNow(): Promise<Session> {
  try {
    return { kind: 'signed-in', me: await me() };
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.status === 401) return { kind: 'anonymous' };
    return { kind: 'unknown', problem: problemText(thrown) };
  }
}

/** Another page begins at its top, and with the focus there, as a loaded one would. */
function useFreshPage(page: string): void {
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) {
      scrollTo(0, 0);
      const main = document.getElementById('main');
      // A page whose first field has taken the focus keeps it there.
      if (main?.contains(document.activeElement) === false) main.focus({ preventScroll: true });
    }
    first.current = false;
  }, [page]);
}
