// Every object that an overlay comes to, and what the objects say of each other.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { readFileSync } from 'node:fs';
import { built, kustomize, named, overlays, plain, root } from './objects.mjs';
import { typeErrors, validateValues } from './models.mjs';

const KUSTOMIZATION = new Set([
  'apiVersion', 'kind', 'namespace', 'resources', 'components', 'patches', 'images', 'labels', 'replicas', 'configMapGenerator',
]);
const isKustomization = (object) => object.apiVersion.startsWith('kustomize.config.k8s.io/');

/** Objects in groups: each overlay as it is built, or all files where nothing can build one. */
function groups() {
  if (kustomize) {
    return overlays.map((overlay) => ({
      title: `${overlay} as ${kustomize.join(' ')} builds it`,
      entries: built(overlay).map((object) => ({ title: named(object), object })),
    }));
  }
  const patches = new Set(
    plain().filter(({ object }) => isKustomization(object)).flatMap(({ file, object }) =>
      (object.patches ?? []).map(({ path }) => file.replace(/[^/]*$/, path))),
  );
  return [{
    title: 'all manifests file by file, because neither kubectl nor kustomize is there: NO OVERLAY WAS BUILT',
    entries: plain().filter(({ object }) => !isKustomization(object))
      .map(({ file, object }) => ({ title: `${file}: ${named(object)}`, object, patch: patches.has(file) })),
  }];
}

const found = groups();
const all = found.flatMap(({ entries }) => entries);
const misspelt = structuredClone(all.find(({ object }) => object.kind === 'Deployment').object);
misspelt.spec.template.spec.containers[0].livenesProbe = {};
const errors = typeErrors([...all, { object: misspelt }]);

for (const { title, entries } of found) {
  describe(title, () => {
    for (const entry of entries) {
      it(`${entry.title} has known fields of the right type and values that its model takes`, () => {
        assert.deepEqual(errors[all.indexOf(entry)], []);
        if (!entry.patch) validateValues(entry.object);
      });
    }
  });
}

describe('the checks themselves', () => {
  it('find a misspelt field deep in a Deployment', () => {
    assert.match(errors.at(-1).join(), /livenesProbe.* does not exist in type|livenesProbe.*Did you mean/);
  });
  it('cover both kinds of nodes, autoscaling, the network and alert rules', () => {
    const kinds = new Set(all.map(({ object }) => object.kind));
    for (const kind of ['Deployment', 'StatefulSet', 'HorizontalPodAutoscaler', 'ScaledObject', 'NetworkPolicy', 'PrometheusRule', 'ServiceMonitor']) {
      assert.ok(kinds.has(kind), kind);
    }
  });
});

describe('kustomizations', () => {
  for (const { file, object } of plain().filter(({ object }) => isKustomization(object))) {
    it(`${file} has known fields only`, () => {
      assert.deepEqual(Object.keys(object).filter((field) => !KUSTOMIZATION.has(field)), []);
    });
  }
});

/** Every container of an object's pods. */
const containers = ({ spec }) => [...(spec?.template?.spec?.initContainers ?? []), ...(spec?.template?.spec?.containers ?? [])];

describe('what manifests say', () => {
  it('names no variable of Footfall that the node does not read', () => {
    const set = new Set(
      plain().flatMap(({ object }) => [
        ...containers(object).flatMap(({ env = [] }) => env.map(({ name }) => name)),
        ...(object.configMapGenerator ?? []).flatMap(({ literals = [] }) => literals.map((literal) => literal.split('=')[0])),
      ]).filter((name) => name.startsWith('FOOTFALL_')),
    );
    const sources = spawnSync('grep', ['-rhoE', 'FOOTFALL_[A-Z_]+', `${root}cluster-node/src/main/resources`, `${root}cluster-node/src/main/java`], { encoding: 'utf8' });
    const read = new Set(sources.stdout.split('\n'));
    assert.ok(set.size > 15, `only ${set.size} variables were found`);
    assert.deepEqual([...set].filter((name) => !read.has(name)), []);
  });

  it('keep secrets out: every password and token is a reference, and a node starts without the set-up token', () => {
    const named = plain().flatMap(({ object }) => containers(object)).flatMap(({ env = [] }) => env)
      .filter(({ name }) => /PASSWORD|TOKEN|SECRET/.test(name));
    const literals = plain().flatMap(({ object }) => object.configMapGenerator ?? []).flatMap(({ literals = [] }) => literals)
      .filter((literal) => /PASSWORD|TOKEN|SECRET|_USER=.*:/.test(literal));
    for (const { name, value, valueFrom } of named) {
      assert.equal(value, undefined, name);
      assert.ok(valueFrom.secretKeyRef, name);
    }
    assert.deepEqual(literals, []);
    const token = named.find(({ name }) => name === 'FOOTFALL_SETUP_TOKEN').valueFrom.secretKeyRef;
    assert.deepEqual(token, { name: 'footfall-setup', key: 'token', optional: true });
  });

  for (const { title, entries } of kustomize ? found : []) {
    describe(title, () => {
      const objects = entries.map(({ object }) => object);
      const has = (kind, name) => objects.some((object) => object.kind === kind && object.metadata.name === name);

      it('every image has a version, and none is called latest', () => {
        for (const { image } of objects.flatMap(containers)) assert.match(image, /:(?!latest$)[\w.-]+$/);
      });
      it('every node and store runs without rights, every node on a read-only file system', () => {
        for (const object of objects.filter((object) => containers(object).length > 0)) {
          assert.equal(object.spec.template.spec.securityContext.runAsNonRoot, true, named(object));
          for (const { name, securityContext } of containers(object)) {
            assert.equal(securityContext.allowPrivilegeEscalation, false, named(object));
            assert.deepEqual(securityContext.capabilities.drop, ['ALL'], named(object));
            if (name === 'node') assert.equal(securityContext.readOnlyRootFilesystem, true, named(object));
          }
        }
      });
      it('every ConfigMap, ServiceAccount, Deployment and Service that is referred to is there', () => {
        for (const object of objects) {
          const pod = object.spec?.template?.spec;
          if (pod?.serviceAccountName) assert.ok(has('ServiceAccount', pod.serviceAccountName), named(object));
          for (const { configMapRef } of containers(object).flatMap(({ envFrom = [] }) => envFrom)) {
            assert.ok(has('ConfigMap', configMapRef.name), configMapRef.name);
          }
          const target = object.spec?.scaleTargetRef;
          if (target) assert.ok(has(target.kind, target.name), named(object));
          for (const { backend } of (object.spec?.rules ?? []).flatMap(({ http }) => http?.paths ?? [])) {
            assert.ok(has('Service', backend.service.name), backend.service.name);
          }
        }
      });
      it('every Service, PodDisruptionBudget and closed network names pods that there are', () => {
        const pods = objects.map(({ spec }) => spec?.template?.metadata?.labels).filter(Boolean);
        const selects = (labels) => pods.some((pod) => Object.entries(labels).every(([key, value]) => pod[key] === value));
        for (const object of objects) {
          const { kind, spec } = object;
          const selector = { Service: spec?.selector, PodDisruptionBudget: spec?.selector?.matchLabels, NetworkPolicy: spec?.podSelector?.matchLabels }[kind];
          if (selector) assert.ok(selects(selector), named(object));
        }
      });
    });
  }
});

describe('the README', () => {
  it('names both overlays and every Secret that production refers to', () => {
    const readme = readFileSync(`${root}k8s/README.md`, 'utf8');
    const secrets = JSON.stringify(plain().filter(({ file }) => /^k8s\/(base|overlays\/production)\//.test(file)))
      .matchAll(/"secretName":"([^"]+)"|"secretKeyRef":\{"name":"([^"]+)"/g);
    for (const name of [...[...secrets].map(([, mounted, named]) => mounted ?? named), ...overlays.map((overlay) => overlay.slice(4))]) {
      assert.ok(readme.includes(name), name);
    }
  });
});
