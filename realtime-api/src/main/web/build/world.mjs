// node build/world.mjs FOLDER: writes src/map/world.json from countries-110m.json and
// countries-50m.json of the npm package world-atlas 2.0.2, which is Natural Earth's public-domain
// data as TopoJSON. To be run again only when the map changes; its result lies in the tree.
//
// Equal Earth projection (Savric, Patterson, Jenny 2018) on a canvas 1000 wide; whole numbers.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WIDTH = 1000;
const SMALLEST_RING = 3;

// Natural Earth's names where they are not those of the CLDR.
const NAMES = {
  'W. Sahara': 'EH', 'United States of America': 'US', 'Dem. Rep. Congo': 'CD', 'Dominican Rep.': 'DO',
  'Falkland Is.': 'FK', 'Fr. S. Antarctic Lands': 'TF', "Côte d'Ivoire": 'CI', 'Central African Rep.': 'CF',
  Congo: 'CG', 'Eq. Guinea': 'GQ', eSwatini: 'SZ', Palestine: 'PS', Myanmar: 'MM', Turkey: 'TR',
  'Solomon Is.': 'SB', 'Bosnia and Herz.': 'BA', Macedonia: 'MK', 'Trinidad and Tobago': 'TT', 'S. Sudan': 'SS',
  'N. Cyprus': 'CY', Somaliland: 'SO', 'Hong Kong': 'HK', Macao: 'MO', 'São Tomé and Principe': 'ST',
  'St. Vin. and Gren.': 'VC', 'St. Kitts and Nevis': 'KN', 'Saint Lucia': 'LC', 'Antigua and Barb.': 'AG',
  'Cayman Is.': 'KY', 'Marshall Is.': 'MH', 'Cook Is.': 'CK', 'Faeroe Is.': 'FO', 'Cabo Verde': 'CV',
  'U.S. Virgin Is.': 'VI', 'British Virgin Is.': 'VG', 'Turks and Caicos Is.': 'TC', 'Fr. Polynesia': 'PF',
  'Wallis and Futuna Is.': 'WF', 'N. Mariana Is.': 'MP', 'St. Pierre and Miquelon': 'PM',
};

const folder = process.argv[2];
if (folder === undefined) {
  console.error('Usage: node build/world.mjs FOLDER   (of world-atlas 2.0.2, by `npm pack`)');
  process.exit(2);
}
const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
const codes = new Map(Object.entries(NAMES));
for (let a = 65; a <= 90; a++) {
  for (let b = 65; b <= 90; b++) {
    const code = String.fromCharCode(a, b);
    const name = regions.of(code);
    // Codes of former countries share the names of today's: only those that stand for themselves.
    const current = new Intl.Locale(`und-${code}`).region === code;
    if (current && name !== undefined && !codes.has(name)) codes.set(name, code);
  }
}

const [top, bottom] = [project([0, 84])[1], project([0, -57])[1]];
const coarse = countriesOf('countries-110m.json');
const fine = countriesOf('countries-50m.json');
const shapes = {};
const centres = {};
for (const [code, rings] of coarse) {
  const kept = rings.filter((ring) => Math.abs(areaOf(ring)) >= SMALLEST_RING);
  const drawn = kept.length === 0 ? rings : kept;
  shapes[code] = drawn.map(pathOf).join('');
  centres[code] = centreOf(drawn);
}
const dots = {};
for (const [code, rings] of fine) {
  if (!coarse.has(code)) dots[code] = centreOf(rings);
}

const world = { width: WIDTH, height: Math.round(bottom - top), shapes: sorted(shapes), centres: sorted(centres), dots: sorted(dots) };
writeFileSync(fileURLToPath(new URL('../src/map/world.json', import.meta.url)), `${JSON.stringify(world)}\n`);
console.log(`${coarse.size} shapes, ${Object.keys(dots).length} dots, ${world.width} x ${world.height}`);

/** Country code to its outer rings, projected; countries of one code (claims) are drawn as one. */
function countriesOf(file) {
  const { arcs, transform, objects } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const decoded = arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return [x * transform.scale[0] + transform.translate[0], y * transform.scale[1] + transform.translate[1]];
    });
  });
  const ringOf = (numbers) =>
    numbers.flatMap((number, at) => {
      const arc = number < 0 ? decoded[~number].toReversed() : decoded[number];
      return at === 0 ? arc : arc.slice(1);
    });
  const countries = new Map();
  for (const { type, arcs: parts, properties } of objects.countries.geometries) {
    const code = codes.get(properties.name);
    if (code === 'AQ' || code === undefined) continue;
    const polygons = type === 'Polygon' ? [parts] : parts;
    const rings = polygons.flatMap((polygon) => cut(ringOf(polygon[0]))).map((ring) => ring.map(project));
    countries.set(code, [...(countries.get(code) ?? []), ...rings]);
  }
  return countries;
}

/** A ring that crosses the date line, as one ring on each side of it. */
function cut(ring) {
  let turn = 0;
  const unrolled = ring.map(([x, y], at) => {
    const step = at === 0 ? 0 : x - ring[at - 1][0];
    if (step > 180) turn -= 360;
    if (step < -180) turn += 360;
    return [x + turn, y];
  });
  if (unrolled.every(([x]) => x >= -180 && x <= 180)) return [ring];
  return [-360, 0, 360]
    .map((shift) => clipped(clipped(unrolled.map(([x, y]) => [x + shift, y]), 180, 1), -180, -1))
    .filter((part) => part.length > 3);
}

/** What of a ring lies on one side of a meridian; `side` is 1 for west of it, -1 for east. */
function clipped(ring, meridian, side) {
  const inside = ([x]) => side * (meridian - x) >= 0;
  const part = [];
  for (let at = 0; at < ring.length - 1; at++) {
    const [a, b] = [ring[at], ring[at + 1]];
    if (inside(a)) part.push(a);
    if (inside(a) !== inside(b)) {
      const share = (meridian - a[0]) / (b[0] - a[0]);
      part.push([meridian, a[1] + share * (b[1] - a[1])]);
    }
  }
  return part.length === 0 ? [] : [...part, part[0]];
}

function project([longitude, latitude]) {
  const [A1, A2, A3, A4] = [1.340264, -0.081106, 0.000893, 0.003796];
  const t = Math.asin((Math.sqrt(3) / 2) * Math.sin((latitude * Math.PI) / 180));
  const slope = 9 * A4 * t ** 8 + 7 * A3 * t ** 6 + 3 * A2 * t ** 2 + A1;
  const x = (2 * Math.sqrt(3) * ((longitude * Math.PI) / 180) * Math.cos(t)) / (3 * slope);
  const y = t * (A1 + A2 * t ** 2 + A3 * t ** 6 + A4 * t ** 8);
  const scale = WIDTH / (2 * 2.7066297);
  return [x * scale + WIDTH / 2, -y * scale];
}

function pathOf(ring) {
  const points = ring.map(([x, y]) => [Math.round(x), Math.round(y - top)]);
  let [atX, atY] = points[0];
  let path = `M${atX} ${atY}l`;
  const steps = [];
  for (const [x, y] of points.slice(1, -1)) {
    if (x === atX && y === atY) continue;
    steps.push(`${x - atX} ${y - atY}`);
    [atX, atY] = [x, y];
  }
  return `${path}${steps.join(' ')}z`.replaceAll(' -', '-');
}

function areaOf(ring) {
  return ring.slice(1).reduce((sum, [x, y], at) => sum + (ring[at][0] * y - x * ring[at][1]) / 2, 0);
}

/** The centre of mass of the largest ring. */
function centreOf(rings) {
  const ring = rings.reduce((largest, one) => (Math.abs(areaOf(one)) > Math.abs(areaOf(largest)) ? one : largest));
  const area = areaOf(ring);
  let [x, y] = [0, 0];
  for (let at = 1; at < ring.length; at++) {
    const cross = ring[at - 1][0] * ring[at][1] - ring[at][0] * ring[at - 1][1];
    x += (ring[at - 1][0] + ring[at][0]) * cross;
    y += (ring[at - 1][1] + ring[at][1]) * cross;
  }
  return [Math.round(x / (6 * area)), Math.round(y / (6 * area) - top)];
}

function sorted(record) {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
