import { useId, useState } from 'preact/hooks';
import type { Dimension } from '../api/stats';
import { Tabs } from '../parts/Tabs';
import { visible } from '../text/visible';
import { BreakdownTable } from './BreakdownTable';
import type { Facet, Named } from './dimensions';
import { useSuggestions } from './useSuggestions';
import type { View } from './view';

const EVENTS: Facet = { dimension: 'event_name', label: 'Events', metrics: ['events', 'visitors'] };
const PROPERTY = 'property';
const MOST_NAMES = 50;

interface Props {
  readonly websiteId: string;
  readonly domain: string;
  readonly view: View;
  readonly named: Named;
}

/** What visitors did beside looking at pages, and what the website itself tells of it. */
export function EventsCard({ websiteId, domain, view, named }: Props) {
  const [chosen, setChosen] = useState(EVENTS.dimension);
  const [property, setProperty] = useState('');
  const panel = useId();
  const tabs = [
    { id: EVENTS.dimension, label: 'Events' },
    { id: PROPERTY, label: 'Properties' },
    ...[...named.dimensions].map(([dimension, name]) => ({ id: dimension, label: visible(name) })),
  ];
  const facet = chosen === PROPERTY ? propertyFacet(property) : facetOf(chosen);
  return (
    <section class="card breakdown breakdown-wide" aria-labelledby={`${panel}-title`}>
      <header class="card-head">
        <h2 id={`${panel}-title`}>Events</h2>
        <Tabs label="Events and properties" tabs={tabs} chosen={chosen} panel={panel} onChoose={setChosen} />
      </header>
      <div id={panel} class="panel" role="tabpanel" aria-labelledby={`${panel}-title`}>
        {chosen === PROPERTY && <PropertyName websiteId={websiteId} view={view} property={property} onChoose={setProperty} />}
        {facet !== null && (
          <BreakdownTable
            key={facet.dimension}
            websiteId={websiteId}
            domain={domain}
            view={view}
            facet={facet}
            emptyText={chosen === EVENTS.dimension ? "No events in these days. A page sends one by footfall('event', 'Signup')." : 'No hit of these days has it.'}
            named={named}
          />
        )}
      </div>
    </section>
  );
}

interface PropertyProps extends Pick<Props, 'websiteId' | 'view'> {
  readonly property: string;
  readonly onChoose: (name: string) => void;
}

/** Asks for a property by its name, and knows the names that hits of these days have. */
function PropertyName({ websiteId, view, property, onChoose }: PropertyProps) {
  const id = useId();
  const names = useSuggestions(websiteId, view, 'prop_name', '', MOST_NAMES);
  return (
    <form
      class="property"
      onSubmit={(submit) => {
        submit.preventDefault();
        onChoose(String(new FormData(submit.currentTarget).get('property') ?? '').trim());
      }}
    >
      <label for={id}>Property</label>
      <datalist id={`${id}-names`}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <input id={id} name="property" list={`${id}-names`} defaultValue={property} placeholder="plan" required maxLength={128} autocomplete="off" autocapitalize="none" spellcheck={false} />
      <button type="submit" class="quiet-button">
        Show
      </button>
      {property === '' && <p class="hint">The name of a property that your events carry, such as plan.</p>}
    </form>
  );
}

function propertyFacet(name: string): Facet | null {
  return name === '' ? null : { dimension: `prop:${name}`, label: name, metrics: ['events', 'visitors'] };
}

function facetOf(dimension: Dimension): Facet {
  return dimension === EVENTS.dimension ? EVENTS : { dimension, label: dimension, metrics: ['visitors', 'pageviews'] };
}
