import { useEffect } from 'preact/hooks';
import { useDomain } from '../app/session';
import { Shell } from '../app/Shell';
import { MinuteBars } from '../chart/MinuteBars';
import { slotsOf } from '../chart/slots';
import { countryCode, countryLabel, deviceLabel, sourceLabel } from '../text/labels';
import { count } from '../text/numbers';
import { visiblePath } from '../text/visible';
import { ActiveUsers } from './ActiveUsers';
import { Announcer } from './Announcer';
import { FirstHit } from './FirstHit';
import type { LiveFrame } from './frames';
import { Goals } from './Goals';
import { LiveMap } from './LiveMap';
import { Notice } from './Notice';
import { RecentHits } from './RecentHits';
import { StatusLine } from './StatusLine';
import { TopList } from './TopList';
import { useGoals } from './useGoals';
import { useLive, type Live } from './useLive';

/** Who is on one website now, moving by itself. */
export function LivePage({ websiteId }: { readonly websiteId: string }) {
  const live = useLive(websiteId);
  const domain = useDomain(websiteId);
  useTitle(domain, live.frame);
  return (
    <Shell websiteId={websiteId} domain={domain} page="live">
      <div class="page-head">
        <h1 class="unseen">{domain} now</h1>
        <StatusLine live={live} />
      </div>
      <Notice live={live} />
      <Announcer frame={live.frame} />
      <div class={isStale(live) ? 'board stale' : 'board'} data-connection={live.connection.kind}>
        <ActiveUsers frame={live.frame} />
        {live.frame !== null && <Details websiteId={websiteId} domain={domain} frame={live.frame} receivedAt={live.receivedAt} />}
      </div>
    </Shell>
  );
}

interface DetailsProps {
  readonly websiteId: string;
  readonly domain: string;
  readonly frame: LiveFrame;
  readonly receivedAt: number;
}

function Details({ websiteId, domain, frame, receivedAt }: DetailsProps) {
  const goals = useGoals(websiteId, frame);
  return (
    <>
      <MinuteBars slots={slotsOf(frame.perMinute, frame.time)} />
      {isQuiet(frame) ? (
        <FirstHit websiteId={websiteId} domain={domain} />
      ) : (
        <>
          <LiveMap frame={frame} />
          <TopLists frame={frame} />
          <Goals websiteId={websiteId} frame={frame} goals={goals} />
          <RecentHits frame={frame} receivedAt={receivedAt} goals={goals.value} />
        </>
      )}
    </>
  );
}

function TopLists({ frame }: { readonly frame: LiveFrame }) {
  const shared = { total: frame.pageviews30m, emptyText: 'No pageviews yet' };
  return (
    <>
      <TopList id="pages" title="Top pages" rows={frame.topPages} label={pageLabel} {...shared} />
      <TopList
        id="countries"
        title="Countries"
        rows={frame.topCountries}
        label={countryLabel}
        mark={countryCode}
        {...shared}
      />
      <TopList id="sources" title="Sources" rows={frame.topSources} label={sourceLabel} {...shared} />
      <TopList id="devices" title="Devices" rows={frame.topDevices} label={deviceLabel} {...shared} />
    </>
  );
}

function pageLabel(path: string): string {
  return path === '' ? 'No page' : visiblePath(path);
}

/** Nothing happened in the minutes shown, and nothing is left of before. */
function isQuiet(frame: LiveFrame): boolean {
  return (
    frame.pageviews30m === 0 &&
    frame.activeUsers30m === 0 &&
    frame.recentHits.length === 0 &&
    frame.perMinute.events.every((events) => events === 0)
  );
}

function isStale(live: Live): boolean {
  return live.frame !== null && live.connection.kind !== 'open';
}

function useTitle(domain: string, frame: LiveFrame | null): void {
  useEffect(() => {
    document.title = frame === null ? `${domain} · Footfall` : `${count(frame.activeUsers)} on ${domain} · Footfall`;
  }, [domain, frame?.activeUsers]);
}
