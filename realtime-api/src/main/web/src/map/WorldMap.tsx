import { useEffect, useState } from 'preact/hooks';
import { countryLabel } from '../text/labels';
import { count } from '../text/numbers';
import { loadWorld, shadeOf, type World } from './world';

interface Props {
  /** By two-letter code. */
  readonly values: ReadonlyMap<string, number>;
  /** What is counted: "visitors". */
  readonly unit: string;
  /** Countries to light up for a moment, each under a key of its own. */
  readonly pulses?: readonly { readonly key: string; readonly country: string }[];
  readonly onChoose?: (country: string) => void;
}

/** Countries shaded by a number. The same numbers stand in a list beside it, for who cannot see it. */
export function WorldMap({ values, unit, pulses = [], onChoose }: Props) {
  const [world, setWorld] = useState<World | null>(null);
  const [failed, setFailed] = useState(false);
  const [pointed, setPointed] = useState<string | null>(null);

  useEffect(() => {
    loadWorld().then(setWorld, () => setFailed(true));
  }, []);

  const highest = Math.max(0, ...values.values());
  return (
    <div class="map" data-fact="map">
      {world !== null && (
        <svg
          class={onChoose === undefined ? 'map-drawn' : 'map-drawn map-chooses'}
          viewBox={`0 0 ${world.width} ${world.height}`}
          role="img"
          aria-label={`World map of ${unit} by country; the list of countries has the same numbers`}
          onPointerOver={(over) => setPointed(codeAt(over))}
          onPointerLeave={() => setPointed(null)}
          onClick={(click) => {
            const code = codeAt(click);
            if (code !== null && values.has(code)) onChoose?.(code);
          }}
        >
          {Object.entries(world.shapes).map(([code, path]) => (
            <path key={code} data-code={code} class={shade(values, code, highest)} d={path} />
          ))}
          {Object.entries(world.dots).map(([code, [x, y]]) =>
            values.has(code) ? <circle key={code} data-code={code} class={shade(values, code, highest)} cx={x} cy={y} r="4" /> : null,
          )}
          {pulses.map(({ key, country }) => (
            <Pulse key={key} at={world.centres[country] ?? world.dots[country]} />
          ))}
        </svg>
      )}
      <p class="map-reading" aria-hidden="true">
        {failed ? 'The map could not be loaded; the list has its numbers.' : pointedText(pointed, values, unit)}
      </p>
    </div>
  );
}

function Pulse({ at }: { readonly at: readonly number[] | undefined }) {
  return at === undefined ? null : <circle class="pulse" cx={at[0]} cy={at[1]} r="5" />;
}

function shade(values: ReadonlyMap<string, number>, code: string, highest: number): string {
  return `country shade-${shadeOf(values.get(code) ?? 0, highest)}`;
}

function codeAt(event: Event): string | null {
  return event.target instanceof Element ? event.target.getAttribute('data-code') : null;
}

function pointedText(code: string | null, values: ReadonlyMap<string, number>, unit: string): string {
  return code === null ? '' : `${countryLabel(code)} · ${count(values.get(code) ?? 0)} ${unit}`;
}
