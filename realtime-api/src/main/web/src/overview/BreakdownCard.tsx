import { useId, useState } from 'preact/hooks';
import { breakdown } from '../api/stats';
import { navigate } from '../app/navigation';
import { overviewPath } from '../app/route';
import { useLoad } from '../app/useLoad';
import { useReturns } from '../app/useReturns';
import { WorldMap } from '../map/WorldMap';
import { Tabs } from '../parts/Tabs';
import { Trouble } from '../parts/Trouble';
import { count } from '../text/numbers';
import { BreakdownTable } from './BreakdownTable';
import { NOTHING_NAMED, valueName, type Card } from './dimensions';
import { searchOf, toggled, type View } from './view';

interface Props {
  readonly websiteId: string;
  readonly domain: string;
  readonly view: View;
  readonly card: Card;
}

const MAP = 'map';

/** Related dimensions in one card, one at a time; places begin with a map. */
export function BreakdownCard({ websiteId, domain, view, card }: Props) {
  const hasMap = card.id === 'places';
  const [chosen, setChosen] = useState(hasMap ? MAP : (card.facets[0]?.dimension ?? ''));
  const panel = useId();
  const facet = card.facets.find((one) => one.dimension === chosen);
  const tabs = card.facets.map(({ dimension, label }) => ({ id: dimension, label }));
  return (
    <section class={`card breakdown breakdown-${card.id}`} aria-labelledby={`${panel}-title`}>
      <header class="card-head">
        <h2 id={`${panel}-title`}>{card.title}</h2>
        <Tabs label={card.title} tabs={hasMap ? [{ id: MAP, label: 'Map' }, ...tabs] : tabs} chosen={chosen} panel={panel} onChoose={setChosen} />
      </header>
      <div id={panel} class="panel" role="tabpanel" aria-labelledby={`${panel}-title`}>
        {facet === undefined ? (
          <CountryMap websiteId={websiteId} view={view} />
        ) : (
          <BreakdownTable key={facet.dimension} websiteId={websiteId} domain={domain} view={view} facet={facet} emptyText="Nothing here for these days." named={NOTHING_NAMED} />
        )}
      </div>
    </section>
  );
}

const ALL_COUNTRIES = 300;
const NAMED = 4;

function CountryMap({ websiteId, view }: Pick<Props, 'websiteId' | 'view'>) {
  const about = JSON.stringify([useReturns(), websiteId, view.period, view.date, view.from, view.to, view.filters]);
  const countries = useLoad(about, (signal) =>
    breakdown(websiteId, view, { dimension: 'country', metrics: ['visitors'], limit: ALL_COUNTRIES, page: 1 }, signal),
  );
  const values = new Map(countries.value?.rows.map((row) => [row.value, row.visitors ?? 0]));
  return (
    <>
      <WorldMap
        values={values}
        unit="visitors"
        onChoose={(country) => navigate(overviewPath(websiteId) + searchOf(toggled(view, 'country', country)))}
      />
      <ul class="map-top" aria-label="Most visitors">
        {countries.value?.rows.slice(0, NAMED).map((row) => (
          <li key={row.value}>
            <a href={overviewPath(websiteId) + searchOf(toggled(view, 'country', row.value))}>
              {valueName('country', row.value)} <strong>{count(row.visitors ?? 0)}</strong>
            </a>
          </li>
        ))}
      </ul>
      <Trouble text={countries.problem} retry={countries.retry} />
    </>
  );
}
