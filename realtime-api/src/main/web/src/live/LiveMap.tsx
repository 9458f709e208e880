import { useEffect, useRef, useState } from 'preact/hooks';
import { WorldMap } from '../map/WorldMap';
import { standsStill } from '../motion/calm';
import type { LiveFrame, RecentHit } from './frames';

/** How many lights there may be on the map; older ones have faded by then. */
const MOST_PULSES = 12;

interface Pulse {
  readonly key: string;
  readonly country: string;
}

/** Where the pageviews of the last half hour came from; each new hit lights its country up. */
export function LiveMap({ frame }: { readonly frame: LiveFrame }) {
  const values = new Map(frame.topCountries.map(({ value, pageviews }) => [value, pageviews]));
  return (
    <section class="card live-map" aria-labelledby="map-title">
      <header class="card-head">
        <h2 id="map-title">Where from</h2>
        <p class="readout">Pageviews, last 30 minutes</p>
      </header>
      <WorldMap values={values} unit="pageviews" pulses={usePulses(frame.recentHits)} />
    </section>
  );
}

/** A light for each hit that was not there in the frame before; none where nothing should move. */
function usePulses(hits: readonly RecentHit[]): readonly Pulse[] {
  const newest = useRef<number | null>(null);
  const [pulses, setPulses] = useState<readonly Pulse[]>([]);
  useEffect(() => {
    const before = newest.current;
    newest.current = Math.max(before ?? 0, ...hits.map((hit) => hit.time));
    if (before === null || standsStill()) return;
    const fresh = hits
      .filter((hit) => hit.time > before && hit.country !== '')
      .map((hit, order) => ({ key: `${hit.time} ${order}`, country: hit.country }));
    if (fresh.length > 0) setPulses((held) => [...held, ...fresh].slice(-MOST_PULSES));
  }, [hits]);
  return pulses;
}
