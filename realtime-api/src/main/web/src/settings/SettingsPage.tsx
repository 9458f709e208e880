import { useEffect, useRef } from 'preact/hooks';
import { roleReaches, website as loadWebsite, type Role, type Website } from '../api/accounts';
import { overviewPath, settingsPath } from '../app/route';
import { useMembership, useSession } from '../app/session';
import { Shell } from '../app/Shell';
import { askToSignIn } from '../app/signIn';
import { useLoad } from '../app/useLoad';
import { Trouble } from '../parts/Trouble';
import { API_KEYS, INVITES, MEMBERS, SHARED_LINKS } from './accessKinds';
import { AuditSection } from './AuditSection';
import { Collection } from './Collection';
import { DeleteSection } from './DeleteSection';
import { FunnelsSection } from './FunnelsSection';
import { CountingSection, GeneralSection } from './GeneralSection';
import { ANNOTATIONS, CUSTOM_DIMENSIONS, CUSTOM_METRICS, GOALS, PROPERTIES } from './kinds';
import { TrackingSection } from './TrackingSection';

interface Context {
  readonly website: Website;
  /** Loads website and session anew after a change. */
  readonly refresh: () => Promise<unknown>;
}

interface Section {
  readonly id: string;
  readonly label: string;
  /** Who sees it at all, which is who may change it. */
  readonly least: Role;
  readonly show: (context: Context) => preact.ComponentChildren;
}

const SECTIONS: readonly Section[] = [
  { id: 'general', label: 'General', least: 'admin', show: ({ website, refresh }) => <GeneralSection website={website} onSaved={refresh} /> },
  { id: 'tracking', label: 'Tracking', least: 'editor', show: ({ website }) => <TrackingSection websiteId={website.website_id} domain={website.domain} /> },
  { id: 'counting', label: 'Counting and privacy', least: 'admin', show: ({ website, refresh }) => <CountingSection website={website} onSaved={refresh} /> },
  { id: 'goals', label: 'Goals', least: 'editor', show: ({ website }) => <Collection websiteId={website.website_id} kind={GOALS} /> },
  { id: 'funnels', label: 'Funnels', least: 'editor', show: ({ website }) => <FunnelsSection websiteId={website.website_id} /> },
  {
    id: 'custom',
    label: 'Dimensions and metrics',
    least: 'editor',
    show: ({ website }) => (
      <>
        <Collection websiteId={website.website_id} kind={CUSTOM_DIMENSIONS} />
        <Collection websiteId={website.website_id} kind={CUSTOM_METRICS} />
      </>
    ),
  },
  { id: 'notes', label: 'Notes', least: 'editor', show: ({ website }) => <Collection websiteId={website.website_id} kind={ANNOTATIONS} /> },
  { id: 'properties', label: 'Properties', least: 'editor', show: ({ website }) => <Collection websiteId={website.website_id} kind={PROPERTIES} /> },
  {
    id: 'members',
    label: 'Members',
    least: 'admin',
    show: ({ website }) => (
      <>
        <Collection websiteId={website.website_id} kind={MEMBERS} />
        <Collection websiteId={website.website_id} kind={INVITES} />
      </>
    ),
  },
  { id: 'shared-links', label: 'Shared links', least: 'admin', show: ({ website }) => <Collection websiteId={website.website_id} kind={SHARED_LINKS} /> },
  { id: 'api-keys', label: 'API keys', least: 'admin', show: ({ website }) => <Collection websiteId={website.website_id} kind={API_KEYS} /> },
  { id: 'audit', label: 'Audit log', least: 'admin', show: ({ website }) => <AuditSection websiteId={website.website_id} /> },
  { id: 'delete', label: 'Delete', least: 'owner', show: ({ website, refresh }) => <DeleteSection website={website} onDeleted={refresh} /> },
];

interface Props {
  readonly websiteId: string;
  readonly section: string;
}

/** Everything of a website that can be set, in sections; each role sees those it may change. */
export function SettingsPage({ websiteId, section }: Props) {
  const { session, refresh } = useSession();
  const membership = useMembership(websiteId);
  const open = SECTIONS.filter(({ least }) => roleReaches(membership?.role, least));
  const current = open.find(({ id }) => id === section) ?? (section === 'general' ? open[0] : undefined);

  useEffect(() => {
    document.title = `Settings of ${membership?.domain ?? websiteId} · Footfall`;
  }, [membership?.domain]);
  useEffect(() => {
    if (session.kind === 'anonymous') askToSignIn();
  }, [session.kind]);

  // On a phone the sections stand in a row that is wider than the screen.
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    const link = nav.current?.querySelector<HTMLElement>('[aria-current]');
    if (nav.current && link) nav.current.scrollLeft = link.offsetLeft - (nav.current.clientWidth - link.offsetWidth) / 2;
  }, [current?.id]);

  return (
    <Shell websiteId={websiteId} domain={membership?.domain ?? websiteId} page="settings">
      <h1 class="unseen">Settings</h1>
      {session.kind === 'unknown' && <Trouble text={session.problem} retry={() => void refresh()} />}
      {session.kind === 'signed-in' && current === undefined && (
        <section class="card section">
          <h2>These settings are not yours to change</h2>
          <p>
            Your role here is {membership?.role ?? 'none'}. Ask an owner of the website, or <a href={overviewPath(websiteId)}>look at its numbers</a>.
          </p>
        </section>
      )}
      {session.kind === 'signed-in' && current !== undefined && (
        <div class="settings">
          <nav class="settings-nav" aria-label="Settings" ref={nav}>
            {open.map(({ id, label }) => (
              <a key={id} href={settingsPath(websiteId, id)} aria-current={id === current.id ? 'page' : undefined}>
                {label}
              </a>
            ))}
          </nav>
          <SectionOf key={current.id} websiteId={websiteId} section={current} refresh={refresh} />
        </div>
      )}
    </Shell>
  );
}

interface SectionOfProps {
  readonly websiteId: string;
  readonly section: Section;
  readonly refresh: () => Promise<unknown>;
}

function SectionOf({ websiteId, section, refresh }: SectionOfProps) {
  const website = useLoad(websiteId, () => loadWebsite(websiteId));
  return (
    <div class="settings-body">
      <Trouble text={website.problem} retry={website.retry} />
      {website.value !== null && section.show({ website: website.value, refresh })}
    </div>
  );
}
