import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../src/style/tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = css.split('prefers-color-scheme: dark');

/** Text and what it stands on: WCAG 2.2 AA asks for 4.5. */
const TEXT: readonly [string, string][] = [
  ...['ink', 'muted'].flatMap((text) => ['ground', 'card', 'row-bar', 'hover'].map((on): [string, string] => [text, on])),
  ...['accent', 'red', 'amber'].flatMap((text) => ['card', 'ground'].map((on): [string, string] => [text, on])),
  ['accent', 'row-bar'],
  ['accent', 'hover'],
  ['red', 'row-bar'],
  ['red', 'hover'],
  ['ink', 'accent-soft'],
  ['red', 'red-ground'],
  ['amber', 'amber-ground'],
  ['on-accent', 'accent'],
  ['on-accent', 'red'],
  ['card', 'ink'],
];

/** Marks that mean something by themselves: 3. */
const MARKS: readonly [string, string][] = [
  ['accent', 'card'],
  ['event', 'card'],
  ['transaction', 'card'],
  ['map-5', 'map-0'],
  ['muted', 'card'],
];

describe.each([
  ['light', tokens(light)],
  ['dark', { ...tokens(light), ...tokens(dark) }],
])('the colours of the %s page', (_, colours) => {
  it.each(TEXT)('let %s be read on %s', (text, on) => {
    expect(contrast(colours[text], colours[on])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(MARKS)('let %s be seen on %s', (mark, on) => {
    expect(contrast(colours[mark], colours[on])).toBeGreaterThanOrEqual(3);
  });

  it('shade the map in steps, each further from none', () => {
    const steps = [0, 1, 2, 3, 4, 5].map((shade) => contrast(colours[`map-${shade}`], colours['map-0']));
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });
});

function tokens(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]));
}

/** WCAG's contrast of two colours, 1 to 21. */
function contrast(one: string | undefined, other: string | undefined): number {
  const [a, b] = [luminance(one), luminance(other)].sort((x, y) => y - x);
  return ((a ?? 0) + 0.05) / ((b ?? 0) + 0.05);
}

function luminance(colour: string | undefined): number {
  if (colour === undefined) throw new Error('no such colour');
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
