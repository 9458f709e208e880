// Runs `npm ci` only where the installed packages are not those of package-lock.json, so that a
// second Maven build does not wait for the registry.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('..', import.meta.url));
const stampFile = `${folder}node_modules/.footfall-lock`;
const lock = createHash('sha256').update(readFileSync(`${folder}package-lock.json`)).digest('hex');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`The web page needs Node 20.19 or later to build; this is ${process.version}. Install a newer Node and try again.`);
  process.exit(1);
}
if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lock) process.exit(0);

// loglevel=error: the headless browser of the tests warns about Node 20, on which it runs.
const npm = spawnSync('npm', ['ci', '--loglevel=error'], { cwd: folder, stdio: 'inherit' });
if (npm.status !== 0) {
  console.error('`npm ci` failed in realtime-api/src/main/web: is npm on the PATH and the npm registry within reach?');
  process.exit(1);
}
writeFileSync(stampFile, lock);
