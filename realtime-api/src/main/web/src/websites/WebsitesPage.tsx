import { useEffect, useState } from 'preact/hooks';
import { addWebsite, type Membership } from '../api/accounts';
import { navigate } from '../app/navigation';
import { livePath, overviewPath, settingsPath } from '../app/route';
import { useSession } from '../app/session';
import { Shell } from '../app/Shell';
import { isSimulated } from '../app/simulated';
import { askToSignIn } from '../app/signIn';
import { useLive } from '../live/useLive';
import { MovingNumber } from '../motion/MovingNumber';
import { Form } from '../parts/Form';
import { Trouble } from '../parts/Trouble';
import { counted } from '../text/numbers';
import { CURRENCIES, ownTimeZone, TIME_ZONES } from '../text/zones';

/** More live feeds than this at once are not opened; the websites further down go without a number. */
const MOST_FEEDS = 24;

/** Everybody's first page: their websites, each with who is there now. */
export function WebsitesPage() {
  const { session, refresh } = useSession();
  useEffect(() => {
    document.title = 'Websites · Footfall';
  }, []);
  useEffect(() => {
    if (session.kind === 'anonymous') askToSignIn();
  }, [session.kind]);
  return (
    <Shell page="websites">
      <h1 class={session.kind === 'signed-in' && session.me.websites.length > 0 ? 'title' : 'unseen'}>Websites</h1>
      {session.kind === 'unknown' && <Trouble text={session.problem} retry={() => void refresh()} />}
      {session.kind === 'signed-in' && <Websites websites={session.me.websites} refresh={refresh} />}
    </Shell>
  );
}

function Websites({ websites, refresh }: { readonly websites: readonly Membership[]; readonly refresh: () => Promise<unknown> }) {
  const [adding, setAdding] = useState(websites.length === 0);
  return (
    <>
      {websites.length > 0 && (
        <ul class="websites" data-fact="websites">
          {websites.map((website, place) => (
            <WebsiteRow key={website.website_id} website={website} live={place < MOST_FEEDS} />
          ))}
        </ul>
      )}
      {adding ? (
        <section class={websites.length === 0 ? 'card add-website first-website' : 'card add-website'} aria-labelledby="add-title">
          <h2 id="add-title">{websites.length === 0 ? 'Add your first website' : 'Add a website'}</h2>
          <p class="hint">Then paste one line into its pages, and see your first visitor arrive.</p>
          <Form
            fields={[
              { kind: 'text', name: 'domain', label: 'Domain', required: true, maxLength: 253, hint: 'Such as example.org' },
              { kind: 'text', name: 'time_zone', label: 'Time zone', required: true, initial: ownTimeZone(), suggestions: TIME_ZONES, hint: 'Where its days begin' },
              { kind: 'text', name: 'currency', label: 'Currency', required: true, initial: 'EUR', suggestions: CURRENCIES, pattern: '[A-Z]{3}', hint: 'Three capital letters, such as EUR' },
            ]}
            action="Add website"
            done=""
            focuses={websites.length > 0}
            {...(websites.length > 0 ? { onCancel: () => setAdding(false) } : {})}
            onSubmit={async (values) => {
              const made = await addWebsite({ domain: String(values['domain']), time_zone: String(values['time_zone']), currency: String(values['currency']) });
              await refresh();
              navigate(settingsPath(made.website_id, 'tracking'));
            }}
          />
          {websites.length === 0 && (
            <p class="hint">
              Only looking around? <code>./footfall up --demo</code> makes a website with simulated visitors.
            </p>
          )}
        </section>
      ) : (
        <p>
          <button type="button" class="button" onClick={() => setAdding(true)}>
            Add a website
          </button>
        </p>
      )}
    </>
  );
}

function WebsiteRow({ website, live }: { readonly website: Membership; readonly live: boolean }) {
  return (
    <li class="card website">
      <a class="website-link" href={overviewPath(website.website_id)}>
        {website.domain}
      </a>
      <span class="website-role">{isSimulated(website.domain) ? 'simulated visitors' : website.role}</span>
      {live && <LiveCount websiteId={website.website_id} />}
    </li>
  );
}

function LiveCount({ websiteId }: { readonly websiteId: string }) {
  const { frame, connection } = useLive(websiteId);
  const bars = frame?.perMinute.pageviews ?? [];
  const highest = Math.max(1, ...bars);
  return (
    <a class={connection.kind === 'open' ? 'website-live pill-live' : 'website-live'} href={livePath(websiteId)}>
      <svg class="spark" viewBox="0 0 90 24" aria-hidden="true">
        {bars.map((pageviews, place) => {
          const height = Math.max(1, (pageviews / highest) * 24);
          return <rect key={place} x={place * 3} y={24 - height} width="2" height={height} rx="0.5" />;
        })}
      </svg>
      <span class="website-now">
        <span class="dot" aria-hidden="true" />
        <span aria-hidden="true">{frame === null ? '–' : <MovingNumber value={frame.activeUsers} />}</span>
        <span aria-hidden="true">now</span>
        <span class="unseen">{frame === null ? 'Live' : `${counted(frame.activeUsers, 'active user')} now`}</span>
      </span>
    </a>
  );
}
