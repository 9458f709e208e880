import type { ComponentChildren } from 'preact';
import { roleReaches, signOut, type Me } from '../api/accounts';
import { Popup } from '../parts/Popup';
import { navigate } from './navigation';
import { livePath, overviewPath, settingsPath } from './route';
import { useMembership, useSession } from './session';
import { isSimulated } from './simulated';

interface Props {
  /** None: no website is being looked at. */
  readonly websiteId?: string;
  /** The website's name, where it is known already. */
  readonly domain?: string;
  readonly page: 'websites' | 'overview' | 'live' | 'settings' | 'account';
  readonly children: ComponentChildren;
}

/** What surrounds every page of who is in: the way to the others, and whose numbers these are. */
export function Shell({ websiteId, domain = websiteId, page, children }: Props) {
  const { session } = useSession();
  return (
    <div class="page" data-page={page}>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <header class={session.kind === 'asking' ? 'masthead asking' : 'masthead'}>
        <a class="brand" href="/">
          <img src="/favicon.svg" alt="" width="26" height="26" />
          Footfall
        </a>
        {websiteId !== undefined && <WebsiteMenu websiteId={websiteId} domain={domain ?? websiteId} page={page} />}
        {websiteId !== undefined && <PageLinks websiteId={websiteId} page={page} />}
        <Account me={session.kind === 'signed-in' ? session.me : null} />
      </header>
      <main id="main" tabIndex={-1}>
        {isSimulated(domain ?? '') && <p class="notice">These visitors are simulated: ./footfall makes them up.</p>}
        {children}
      </main>
      <footer class="colophon">
        <a href="https://db-ip.com" rel="noopener noreferrer" target="_blank">
          IP Geolocation by DB-IP
        </a>
        <span>{FOOTNOTES[page]}</span>
      </footer>
    </div>
  );
}

const FOOTNOTES: Readonly<Record<Props['page'], string>> = {
  overview: 'Days are those of the website’s time zone.',
  live: 'Times are those of this device. Lists cover the last 30 minutes.',
  websites: 'Active users and pageviews of the last minutes, as they happen.',
  settings: '',
  account: '',
};

function WebsiteMenu({ websiteId, domain, page }: Required<Pick<Props, 'websiteId' | 'domain' | 'page'>>) {
  const { session } = useSession();
  const name = (
    <span class="website-name" data-fact="website">
      {domain}
    </span>
  );
  if (session.kind !== 'signed-in') return name;
  return (
    <Popup
      class="control website-button"
      label={
        <>
          <span class="unseen">Website: </span>
          {name}
        </>
      }
    >
      {(close) => (
        <ul class="menu">
          {session.me.websites.map((website) => (
            <li key={website.website_id}>
              <a
                href={page === 'live' ? livePath(website.website_id) : overviewPath(website.website_id)}
                aria-current={website.website_id === websiteId ? 'true' : undefined}
                onClick={close}
              >
                {website.domain}
              </a>
            </li>
          ))}
          <li class="menu-apart">
            <a href="/" onClick={close}>
              All websites
            </a>
          </li>
        </ul>
      )}
    </Popup>
  );
}

function PageLinks({ websiteId, page }: { readonly websiteId: string; readonly page: Props['page'] }) {
  const membership = useMembership(websiteId);
  const links = [
    { id: 'overview', label: 'Overview', href: overviewPath(websiteId) },
    { id: 'live', label: 'Live', href: livePath(websiteId) },
    ...(roleReaches(membership?.role, 'editor') ? [{ id: 'settings', label: 'Settings', href: settingsPath(websiteId) }] : []),
  ];
  return (
    <nav class="page-links" aria-label="Website">
      {links.map(({ id, label, href }) => (
        <a key={id} href={href} aria-current={id === page ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  );
}

function Account({ me }: { readonly me: Me | null }) {
  const { refresh } = useSession();
  if (me === null) return <span class="account" />;
  const leave = async () => {
    // Whether or not the server could be told: who leaves must not see the numbers any more.
    await signOut().catch(() => undefined);
    await refresh();
    navigate('/login');
  };
  return (
    <div class="account">
      <Popup
        align="end"
        class="control account-button"
        label={
          <>
            <span class="unseen">Account: </span>
            <span class="account-name">{me.user.name === '' ? me.user.email : me.user.name}</span>
          </>
        }
      >
        {(close) => (
          <ul class="menu">
            <li class="menu-note">{me.user.email}</li>
            <li>
              <a href="/">All websites</a>
            </li>
            <li>
              <a href="/account" onClick={close}>
                Change password
              </a>
            </li>
            <li>
              <button type="button" onClick={() => void leave()}>
                Sign out
              </button>
            </li>
          </ul>
        )}
      </Popup>
    </div>
  );
}
