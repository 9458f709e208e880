import { useEffect } from 'preact/hooks';
import { MinuteBars } from '../chart/MinuteBars';
import { slotsOf } from '../chart/slots';
import { countryCode, countryLabel, deviceLabel, sourceLabel } from '../text/labels';
import { count } from '../text/numbers';
import { visiblePath } from '../text/visible';
import { ActiveUsers } from './ActiveUsers';
import { Announcer } from './Announcer';
import { FirstHit } from './FirstHit';
import type { LiveFrame } from './frames';
import { Notice } from './Notice';
import { RecentHits } from './RecentHits';
import { StatusLine } from './StatusLine';
import { TopList } from './TopList';
import { useLive, type Live } from './useLive';
import { WebsitePicker } from './WebsitePicker';

interface Props {
  readonly websiteId: string;
  readonly remembered: readonly string[];
  readonly onChoose: (websiteId: string) => void;
}

/** Who is on one website now, moving by itself. */
export function LivePage({ websiteId, remembered, onChoose }: Props) {
  const live = useLive(websiteId);
  useTitle(websiteId, live.frame);
  return (
    <div class="page" data-connection={live.connection.kind}>
      <header class="masthead">
        <h1>
          <img src="/favicon.svg" alt="" width="26" height="26" />
          Footfall
        </h1>
        <WebsitePicker websiteId={websiteId} remembered={remembered} onChoose={onChoose} />
        <StatusLine live={live} />
      </header>
      <Notice live={live} />
      <Announcer frame={live.frame} />
      <main class={isStale(live) ? 'board stale' : 'board'}>
        <ActiveUsers frame={live.frame} />
        {live.frame !== null && <Details websiteId={websiteId} frame={live.frame} receivedAt={live.receivedAt} />}
      </main>
      <footer class="colophon">
        <a href="https://db-ip.com" rel="noopener noreferrer" target="_blank">
          IP Geolocation by DB-IP
        </a>
        <span>Times are those of this device. Lists cover the last 30 minutes.</span>
      </footer>
    </div>
  );
}

interface DetailsProps {
  readonly websiteId: string;
  readonly frame: LiveFrame;
  readonly receivedAt: number;
}

function Details({ websiteId, frame, receivedAt }: DetailsProps) {
  return (
    <>
      <MinuteBars slots={slotsOf(frame.perMinute, frame.time)} />
      {isQuiet(frame) ? (
        <FirstHit websiteId={websiteId} />
      ) : (
        <>
          <TopLists frame={frame} />
          <RecentHits frame={frame} receivedAt={receivedAt} />
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

function useTitle(websiteId: string, frame: LiveFrame | null): void {
  useEffect(() => {
    document.title = frame === null ? `${websiteId} · Footfall` : `${count(frame.activeUsers)} on ${websiteId} · Footfall`;
  }, [websiteId, frame?.activeUsers]);
}
