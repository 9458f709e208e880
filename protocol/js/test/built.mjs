import { fileURLToPath } from 'node:url';

/** What the build of realtime-api makes of this folder. */
export const SCRIPT = fileURLToPath(new URL('../../../realtime-api/target/classes/tracker/footfall.js', import.meta.url));
export const NPM_PACKAGE = fileURLToPath(new URL('../../../realtime-api/target/tracker', import.meta.url));
