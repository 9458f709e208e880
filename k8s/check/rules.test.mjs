// Alert rules by promtool where it is there; their queries and the dashboard's by Prometheus' own grammar everywhere.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parser } from '@prometheus-io/lezer-promql';
import { documents, root } from './objects.mjs';

const [rule] = documents(readFileSync(`${root}k8s/monitoring/alerts.yaml`, 'utf8'), 'alerts.yaml');
const dashboard = JSON.parse(readFileSync(`${root}k8s/monitoring/dashboard.json`, 'utf8'));
const promtool = spawnSync('promtool', ['--version'], { encoding: 'utf8' });
const hasPromtool = promtool.status === 0;

/** The first place where a query leaves the grammar; undefined where it is right. */
function mistake(query) {
  let place;
  parser.parse(query).iterate({
    enter: ({ type, from }) => {
      if (type.isError) place ??= `${query.slice(0, from)} >>> ${query.slice(from)}`;
    },
  });
  return place;
}

function targets(panels) {
  return panels.flatMap((panel) => [
    ...(panel.targets ?? []).map(({ expr }) => [panel.title, expr]),
    ...targets(panel.panels ?? []),
  ]);
}

describe('alert rules', () => {
  it(hasPromtool ? `pass ${promtool.stdout.split('(')[0]}: check and tests` : 'promtool is not there: only their grammar is checked (Debian: package prometheus)', () => {
    if (!hasPromtool) return;
    mkdirSync(`${root}target`, { recursive: true });
    writeFileSync(`${root}target/footfall-alerts.json`, JSON.stringify(rule.spec));
    for (const words of [['check', 'rules', 'target/footfall-alerts.json'], ['test', 'rules', 'k8s/monitoring/alerts-test.yaml']]) {
      const run = spawnSync('promtool', words, { cwd: root, encoding: 'utf8' });
      assert.equal(run.status, 0, run.stdout + run.stderr);
    }
  });
  for (const { alert, expr } of rule.spec.groups.flatMap(({ rules }) => rules)) {
    it(`${alert ?? expr} asks in Prometheus' grammar`, () => assert.equal(mistake(expr), undefined));
  }
  it('of which a broken one is found', () => {
    assert.ok(mistake('sum(footfall_lag_records) by ('));
  });
});

describe('the dashboard', () => {
  const queries = targets(dashboard.panels);
  it('has queries', () => assert.ok(queries.length > 10));
  for (const [title, expr] of queries) {
    // Grafana puts durations and values in place of its variables before Prometheus sees them.
    const asked = expr.replace(/\$__rate_interval|\$__interval|\$__range/g, '1m').replace(/"([^"]*)\$\{?\w+(:\w+)?\}?([^"]*)"/g, '"$1x$3"');
    it(`${title}: ${asked} is in Prometheus' grammar`, () => assert.equal(mistake(asked), undefined));
  }
});
