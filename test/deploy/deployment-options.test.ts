import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { type DeploymentFlags, kubernetesMinor } from '../../src/commands/deployment-flags.ts';
import { requestedDeployment } from '../../src/commands/deployment-options.ts';
import type { Io } from '../../src/commands/io.ts';
import { valueAt } from '../../src/deploy/values.ts';

const folder = mkdtempSync(join(tmpdir(), 'gwx-values-'));
afterAll(() => rmSync(folder, { recursive: true }));

const io: Io = {
  stdin: (async function* () {})(),
  stdout: { write: () => undefined },
  stderr: { write: () => undefined },
  env: {},
};

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function options(flags: Partial<DeploymentFlags & { revision: string }>) {
  const requested = await requestedDeployment({ values: [], chartDefaults: true, ...flags }, io);
  return { ...requested.options, developmentHub: requested.developmentHub };
}

describe('the options of a deployment', () => {
  test('by default they are those of the chart and of a development version', async () => {
    expect(await options({})).toMatchObject({
      meshConfig: {},
      classDefaults: {},
      revision: 'default',
      clusterId: 'Kubernetes',
      systemNamespace: 'istio-system',
      kubernetesMinor: 28,
      asIstiod: false,
      developmentHub: 'registry.istio.io/testing',
    });
  });

  test('without the defaults of the chart nothing is filled in', async () => {
    const given = await options({
      chartDefaults: false,
      values: [file('a.yaml', 'meshConfig: {a: b}\ngatewayClasses: {c: {}}')],
    });
    expect(given).toMatchObject({ asIstiod: true, meshConfig: {}, classDefaults: {}, systemNamespace: 'istio-system' });
    expect(given.developmentHub).toBeUndefined();
    expect(valueAt(given.values, 'global.hub')).toBeUndefined();
  });

  test('later values win, and flags over files', async () => {
    const values = [
      file('1.yaml', 'global: {hub: a, tag: a, network: a}'),
      file('2.yaml', 'global: {tag: b, network: b}'),
    ];
    const given = await options({ values, network: 'c' });
    const at = (name: string) => valueAt(given.values, `global.${name}`);
    expect([at('hub'), at('tag'), at('network'), at('pilotCertProvider')]).toEqual(['a', 'b', 'c', 'istiod']);
    expect(given.developmentHub).toBeUndefined();
  });

  test('a tag alone still leaves the hub of the development version', async () => {
    expect((await options({ tag: '1' })).developmentHub).toBe('registry.istio.io/testing');
    expect((await options({ hub: 'h' })).developmentHub).toBe('h');
    expect((await options({ hub: 'h', tag: '1' })).developmentHub).toBeUndefined();
  });

  test('the ConfigMaps of istiod hold values and MeshConfig as texts', async () => {
    const configMap = (key: string, text: string) =>
      JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { [key]: text } });
    const given = await options({
      values: [file('injector.json', configMap('values', '{"global": {"hub": "h", "tag": "t"}}'))],
      meshConfig: file('mesh.json', configMap('mesh', 'trustDomain: td')),
    });
    expect(valueAt(given.values, 'global.hub')).toBe('h');
    expect(given.meshConfig).toEqual({ trustDomain: 'td' });
  });

  test('the MeshConfig is over that of the chart', async () => {
    const values = [file('3.yaml', 'meshConfig: {trustDomain: a, defaultConfig: {concurrency: 1}}')];
    const meshConfig = file('mesh.yaml', 'trustDomain: b');
    expect((await options({ values, meshConfig })).meshConfig).toEqual({
      trustDomain: 'b',
      defaultConfig: { concurrency: 1 },
    });
  });

  test('the namespace of istiod: the values and the flag fill each other in', async () => {
    const ofValues = await options({ values: [file('4.yaml', 'global: {istioNamespace: mesh}')] });
    expect(ofValues.systemNamespace).toBe('mesh');
    const ofFlag = await options({ systemNamespace: 'mesh' });
    expect([ofFlag.systemNamespace, valueAt(ofFlag.values, 'global.istioNamespace')]).toEqual(['mesh', 'mesh']);
    const both = await options({ systemNamespace: 'a', values: [file('5.yaml', 'global: {istioNamespace: b}')] });
    expect([both.systemNamespace, valueAt(both.values, 'global.istioNamespace')]).toEqual(['a', 'b']);
    const everywhere = await options({ systemNamespace: '' });
    expect([everywhere.systemNamespace, valueAt(everywhere.values, 'global.istioNamespace')]).toEqual([
      '',
      'istio-system',
    ]);
  });

  test('the revision: so do these, and they may not differ', async () => {
    const given = await options({ revision: 'canary' });
    expect([given.revision, valueAt(given.values, 'revision')]).toEqual(['canary', 'canary']);
    expect(valueAt((await options({ revision: 'default' })).values, 'revision')).toBe('');
    const values = [file('6.yaml', 'revision: canary')];
    expect((await options({ values, revision: 'canary' })).revision).toBe('canary');
    await expect(options({ values })).rejects.toThrow(
      'the values are those of revision "canary": say --revision canary',
    );
    await expect(options({ values, revision: 'other' })).rejects.toThrow('say --revision canary');
    expect((await options({ values, revision: '', chartDefaults: false })).revision).toBe('');
  });

  test.each([
    ['1.27', 27],
    ['v1.31.2', 31],
    ['v1.30.5-gke.1014003', 30],
    ['1.29+', 29],
    [undefined, 28],
  ])('Kubernetes %s', (version, minor) => {
    expect(kubernetesMinor(version)).toBe(minor);
  });

  test.each(['', '128', '2.0', '1', 'v1.x'])('Kubernetes %p is a mistake', (version) => {
    expect(() => kubernetesMinor(version)).toThrow('expected a version such as 1.30');
  });
});
