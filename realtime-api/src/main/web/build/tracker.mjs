// Builds the tracker of protocol/js: the script that the server hands out, and the npm package.
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/** 2,000, less the 1 % or so by which zlib elsewhere, as in the JVM that serves it, is behind Node's. */
const MOST_BYTES_GZIPPED = 1_975;
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const tracker = path('../../../../../protocol/js');
const served = path('../../../../target/classes/tracker');
const npmPackage = path('../../../../target/tracker');

const bundle = (entry, format, file, outDir, minify) =>
  build({
    configFile: false,
    root: tracker,
    publicDir: false,
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2020',
      minify,
      lib: { entry: `${tracker}/src/${entry}`, formats: [format], name: 'footfall', fileName: () => file },
    },
  });

await bundle('script.ts', 'iife', 'footfall.js', served, true);
await bundle('index.ts', 'es', 'index.js', npmPackage, false);
for (const file of ['package.json', 'README.md']) copyFileSync(`${tracker}/${file}`, `${npmPackage}/${file}`);
copyFileSync(`${served}/footfall.js`, `${npmPackage}/footfall.js`);

const types = spawnSync(
  process.execPath,
  [path('../node_modules/typescript/bin/tsc'), '-p', tracker, '--outDir', npmPackage],
  { stdio: 'inherit' },
);
if (types.status !== 0) process.exit(1);

const bytes = gzipSync(readFileSync(`${served}/footfall.js`), { level: 9 }).length;
if (bytes >= MOST_BYTES_GZIPPED) {
  console.error(`The tracker has ${bytes} bytes gzipped, and must have less than ${MOST_BYTES_GZIPPED}: leave something out.`);
  process.exit(1);
}
