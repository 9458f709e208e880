// The objects of an overlay: as kustomize builds them where it is there, else file by file.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const overlays = ['k8s/overlays/local', 'k8s/overlays/production'];

/** What can build overlays here; undefined where nothing can. */
export const kustomize = process.env.FOOTFALL_CHECK_PLAIN
  ? undefined
  : [['kubectl', 'kustomize'], ['kustomize', 'build']].find(
      ([program]) => spawnSync(program, program === 'kubectl' ? ['version', '--client'] : ['version']).status === 0,
    );

/** All documents of a text as plain objects; a YAML that is not well formed, or names a key twice, throws. */
export function documents(text, where) {
  return parseAllDocuments(text)
    .map((document) => {
      if (document.errors.length > 0) throw new Error(`${where}: ${document.errors[0].message}`);
      return document.toJS();
    })
    .filter((object) => object !== null);
}

/** The objects that an overlay comes to; throws with kustomize's own words where it cannot be built. */
export function built(overlay) {
  const [program, verb] = kustomize;
  const run = spawnSync(program, [verb, `${root}${overlay}`], { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (run.status !== 0) throw new Error(`${program} ${verb} ${overlay}: ${run.stderr}`);
  return documents(run.stdout, overlay);
}

/** Every document of every file of manifests, with the file it is in. */
export function plain() {
  return ['k8s/base', 'k8s/overlays', 'k8s/monitoring']
    .flatMap((folder) => readdirSync(`${root}${folder}`, { recursive: true }).map((file) => `${folder}/${file}`))
    .filter((file) => file.endsWith('.yaml') && file !== 'k8s/monitoring/alerts-test.yaml')
    .sort()
    .flatMap((file) => documents(readFileSync(`${root}${file}`, 'utf8'), file).map((object) => ({ file, object })));
}

export function named(object) {
  return `${object.kind} ${object.metadata?.name ?? ''}`.trim();
}
