import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { NPM_PACKAGE, SCRIPT } from '../built.mjs';

const TSC = fileURLToPath(new URL('../../../../realtime-api/src/main/web/node_modules/typescript/bin/tsc', import.meta.url));

/** A project that has installed the package. */
const project = mkdtempSync(join(tmpdir(), 'footfall-npm-'));
mkdirSync(join(project, 'node_modules'));
symlinkSync(NPM_PACKAGE, join(project, 'node_modules', 'footfall'));

writeFileSync(
  join(project, 'tsconfig.json'),
  JSON.stringify({ compilerOptions: { noEmit: true, strict: true, module: 'esnext', moduleResolution: 'bundler', target: 'es2022', types: [] } }),
);

function compile(source) {
  writeFileSync(join(project, 'page.ts'), source);
  return spawnSync(process.execPath, [TSC, '-p', project], { encoding: 'utf8' });
}

describe('what is built', () => {
  after(() => rmSync(project, { recursive: true }));

  it('is a script of less than 2,000 bytes gzipped, at a server\'s usual level too', () => {
    // Node's zlib is about 1 % ahead of others, such as that of the JVM that serves it.
    const most = 1_975;
    const script = readFileSync(SCRIPT);
    assert.ok(gzipSync(script, { level: 9 }).length < most);
    assert.ok(gzipSync(script, { level: 6 }).length < most);
  });

  it('asks for nothing that a strict policy forbids, and keeps nothing in the browser', () => {
    const script = readFileSync(SCRIPT, 'utf8');
    for (const forbidden of ['eval', 'new Function', 'innerHTML', 'document.write', 'cookie', 'localStorage', 'sessionStorage', 'indexedDB']) {
      assert.ok(!script.includes(forbidden), forbidden);
    }
  });

  it('is a module that a server can import, where it tracks nothing', () => {
    const imported = spawnSync(process.execPath, ['--input-type=module', '-e',
      "import { init } from 'footfall'; const footfall = init({ websiteId: 'shop', api: 'https://stats.example' }); footfall('event', 'A'); console.log(typeof footfall);",
    ], { cwd: project, encoding: 'utf8' });
    assert.equal(imported.stdout.trim(), 'function', imported.stderr);
  });

  it('has types that take what is documented', () => {
    const compiled = compile(`
      import { init, type Footfall } from 'footfall';
      const footfall: Footfall = init({ websiteId: 'shop', api: '/stats', hash: true, outbound: true, downloads: ['pdf'] });
      footfall('event', 'Signup', { props: { plan: 'pro', seats: 3 }, custom_dimension_20: 'x', custom_metric_1: 2.5 });
      footfall('transaction', { transaction_id: 'o-1', transaction_revenue: '19.90', currency: 'EUR', products: [{ sku: 's', quantity: 2 }] });
      footfall('set', { user_id: 'u-1' });
      footfall('set', { user_id: undefined });
      footfall('pageview');
    `);
    assert.equal(compiled.status, 0, compiled.stdout);
  });

  it('has types that refuse what the collector would refuse', () => {
    const wrong = [
      "footfall('event')",
      "footfall('transaction', { transaction_revenue: '1' })",
      "footfall('event', 'A', { custom_dimension_21: 'x' })",
      "footfall('click', 'A')",
    ];
    const { stdout } = compile(
      ["import { init } from 'footfall';", "const footfall = init({ websiteId: 'shop', api: '/' });", ...wrong].join('\n'),
    );
    const lines = [...stdout.matchAll(/page\.ts\((\d+),\d+\): error/g)].map((error) => Number(error[1]));
    assert.deepEqual([...new Set(lines)], [3, 4, 5, 6], stdout);
  });
});
