// Whether what the Dockerfile copies and starts is what a build leaves.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { root } from './objects.mjs';

const dockerfile = readFileSync(`${root}k8s/Dockerfile`, 'utf8').replace(/\\\n\s*/g, ' ');
const ignored = readFileSync(`${root}k8s/Dockerfile.dockerignore`, 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));

/** The last rule that fits decides, as Docker has it; names with * are matched within one folder. */
function isIgnored(file) {
  return ignored.reduce((decided, rule) => {
    const pattern = rule.replace(/^!/, '').replaceAll('.', '\\.').replaceAll('**/', '(.*/)?').replace(/(?<!\.)\*/g, '[^/]*');
    return new RegExp(`^${pattern}(/|$)`).test(file) ? !rule.startsWith('!') : decided;
  }, false);
}

/** Does the folder hold a file of this name, in which * stands for anything? */
function matches(path) {
  const folder = path.replace(/\/[^/]*$/, '');
  const name = new RegExp(`^${path.slice(folder.length + 1).replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
  return existsSync(`${root}${folder}`) && readdirSync(`${root}${folder}`).some((file) => name.test(file));
}

const exists = (path) => (path.includes('*') ? matches(path) : existsSync(`${root}${path}`));
const copies = [...dockerfile.matchAll(/^COPY (.+)$/gm)].map(([, words]) => words.split(/\s+/));
const fromContext = copies.filter(([first]) => !first.startsWith('--')).flatMap((words) => words.slice(0, -1)).filter((path) => path !== '.');
const fromBuild = copies.filter(([first]) => first === '--from=build').map(([, source]) => source);
const moved = new Map([...dockerfile.matchAll(/mv (\S+) (\/image\/\S+)/g)].map(([, source, target]) => [target.replace(/\/$/, ''), source]));

describe('k8s/Dockerfile, after a build of this repository', () => {
  for (const path of fromContext) {
    it(`finds ${path} in what it is sent`, () => {
      assert.ok(exists(path) && !isIgnored(path), path);
    });
  }
  for (const source of fromBuild) {
    it(`finds ${source}, which the stage before has built`, () => {
      const path = source.startsWith('/src/') ? source.slice('/src/'.length) : moved.get(source);
      assert.ok(path, `nothing puts ${source} there`);
      assert.ok(exists(path), `${path} is not there: was cluster-node built (mvn package)?`);
    });
  }
  it('finds the jars of our own modules among those that it moves', () => {
    assert.ok(exists(moved.get('/image/ours')), moved.get('/image/ours'));
  });
  it('starts a class that is there, and so does the verb of the README', () => {
    const main = dockerfile.match(/CMD \["([\w.]+)"\]/)[1];
    const admin = readFileSync(`${root}k8s/README.md`, 'utf8').match(/-- java ([\w.]+)/)[1];
    for (const name of [main, admin]) {
      assert.ok(existsSync(`${root}cluster-node/target/classes/${name.replaceAll('.', '/')}.class`), name);
    }
  });
  it('is sent the pom.xml of every module, or Maven would refuse to begin', () => {
    const modules = [...readFileSync(`${root}pom.xml`, 'utf8').split('<profiles>')[0].matchAll(/<module>(.+)<\/module>/g)].map(([, name]) => name);
    assert.ok(modules.length > 5);
    assert.deepEqual(modules.filter((name) => isIgnored(`${name}/pom.xml`)), []);
  });
  it('is not sent what was built or brought on this machine', () => {
    for (const path of ['cluster-node/target/classes', 'realtime-api/src/main/web/node_modules', '.git', '.footfall/kafka']) {
      assert.ok(isIgnored(path), path);
    }
  });
});
