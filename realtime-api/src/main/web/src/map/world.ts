/** Natural Earth's countries, drawn: paths and points on a canvas of `width` by `height`. */
export interface World {
  readonly width: number;
  readonly height: number;
  /** Path by two-letter country code. */
  readonly shapes: Readonly<Record<string, string>>;
  /** Where a country's middle lies. */
  readonly centres: Readonly<Record<string, readonly number[]>>;
  /** Countries too small for a shape. */
  readonly dots: Readonly<Record<string, readonly number[]>>;
}

/** Loads the shapes, once, when the first map is shown. */
export async function loadWorld(): Promise<World> {
  return (await import('./world.json')).default;
}

/** How many shades tell countries apart; 0 is none. */
export const SHADES = 5;

/** The shade of a country: 1 to 5 by the root of its share of the highest, so that small ones show. */
export function shadeOf(value: number, highest: number): number {
  if (value <= 0 || highest <= 0) return 0;
  return Math.max(1, Math.ceil(Math.sqrt(Math.min(1, value / highest)) * SHADES));
}
