// Whether objects are what Kubernetes, KEDA and the Prometheus operator take: by the types of their models,
// where a field that is not known is an error, and by the models' own validation of values.
import { createRequire } from 'node:module';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const require = createRequire(import.meta.url);
const work = fileURLToPath(new URL('target/', import.meta.url));
const packages = {
  'keda.sh': '@kubernetes-models/keda/',
  'monitoring.coreos.com': '@kubernetes-models/prometheus-operator/',
};

function model({ apiVersion, kind }) {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return `${packages[group] ?? 'kubernetes-models/'}${apiVersion}/${kind}`;
}

/**
 * Compiles every object as a literal of its type; gives for each the errors, which are none if it is right.
 * A patch may leave out what the object has already.
 */
export function typeErrors(entries) {
  const lines = [
    'type Patch<T> = T extends (infer E)[] ? Patch<E>[] : T extends object ? { [K in keyof T]?: Patch<T[K]> } : T;',
  ];
  const owners = [-1];
  entries.forEach(({ object, patch }, index) => {
    const type = `import('${model(object)}').I${object.kind}`;
    const literal = `export const object${index}: ${patch ? `Patch<${type}>` : type} = ${JSON.stringify(object, null, 1)};`;
    for (const line of literal.split('\n')) {
      lines.push(line);
      owners.push(index);
    }
  });
  mkdirSync(work, { recursive: true });
  const file = `${work}objects.ts`;
  writeFileSync(file, `${lines.join('\n')}\n`);
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    target: ts.ScriptTarget.ES2022,
  });
  const errors = entries.map(() => []);
  for (const diagnostic of ts.getPreEmitDiagnostics(program)) {
    const said = ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ');
    if (diagnostic.file?.fileName !== file) throw new Error(said);
    const line = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start).line;
    if (owners[line] < 0) throw new Error(said);
    errors[owners[line]].push(`${lines[line].trim()}: ${said}`);
  }
  return errors;
}

/** Throws where a value is not one that the model takes. */
export function validateValues(object) {
  const Model = require(model(object))[object.kind];
  new Model(object).validate();
}
